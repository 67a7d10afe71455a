"""The part of Twilio's REST API that changes a live call.

`POST .../Calls/{CallSid}.json` with Status=completed ends it, with Twiml=... it goes on with that document.
"""

import base64
import hmac
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from frontdesk.bot.demo.wire.account import API_VERSION, Account
from frontdesk.bot.demo.wire.twiml import NotTwiML

HangUp = Callable[[str], Awaitable[None]]
Update = Callable[[str, str], Awaitable[bool]]
"""CallSid and TwiML; False: the call is not in progress. Raises `NotTwiML`."""


class RestApi:
    """Twilio's API on a free port of this machine. `hang_up` is called with the CallSid of every call to be ended.

    `refusal` (HTTP status and Twilio's code) makes it refuse every request; `requests` keeps CallSid and form of each.
    """

    def __init__(self, account: Account, hang_up: HangUp, update: Update | None = None) -> None:
        self._account = account
        self._hang_up = hang_up
        self._update = update
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.refusal: tuple[int, int] | None = None
        self.requests: list[tuple[str, dict[str, str]]] = []

    async def start(self) -> None:
        """Listen; `url` is known afterwards."""
        application = web.Application()
        application.router.add_post(f"/{API_VERSION}/Accounts/{{account}}/Calls/{{call}}", self._update_call)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _update_call(self, request: web.Request) -> web.Response:
        if not self._may(request):
            return _refused(401, 20003, "Authenticate")
        sid = request.match_info["call"].removesuffix(".json")
        fields = {name: str(value) for name, value in (await request.post()).items()}
        self.requests.append((sid, fields))
        if self.refusal is not None:
            return _refused(*self.refusal, "refused")
        if "Twiml" in fields and self._update is not None:
            return await self._carry_out(sid, fields["Twiml"])
        if fields.get("Status") != "completed":
            return _refused(400, 21218, "Status must be completed")
        await self._hang_up(sid)
        return self._updated(sid, "completed")

    async def _carry_out(self, sid: str, document: str) -> web.Response:
        assert self._update is not None
        try:
            live = await self._update(sid, document)
        except NotTwiML:
            return _refused(400, 12100, "Document parse failure")
        return self._updated(sid, "in-progress") if live else _refused(400, 21220, "Call is not in-progress")

    def _may(self, request: web.Request) -> bool:
        login = f"{self._account.sid}:{self._account.auth_token}".encode()
        right = "Basic " + base64.b64encode(login).decode("ascii")
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given, right) and request.match_info["account"] == self._account.sid

    def _updated(self, sid: str, status: str) -> web.Response:
        return _answer(200, {"sid": sid, "account_sid": self._account.sid, "status": status})


def _refused(status: int, code: int, message: str) -> web.Response:
    return _answer(status, {"code": code, "message": message, "status": status})


def _answer(status: int, body: dict[str, object]) -> web.Response:
    return web.Response(status=status, text=json.dumps(body), content_type="application/json")
