"""The part of Twilio's REST API that ends a call: `POST .../Calls/{CallSid}.json` with Status=completed."""

import base64
import hmac
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from frontdesk.bot.demo.wire.account import API_VERSION, Account

HangUp = Callable[[str], Awaitable[None]]


class RestApi:
    """Twilio's API on a free port of this machine. `hang_up` is called with the CallSid of every call to be ended."""

    def __init__(self, account: Account, hang_up: HangUp) -> None:
        self._account = account
        self._hang_up = hang_up
        self._runner: web.AppRunner | None = None
        self.url = ""

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
            return _answer(401, {"code": 20003, "message": "Authenticate", "status": 401})
        sid = request.match_info["call"].removesuffix(".json")
        fields = await request.post()
        if fields.get("Status") != "completed":
            return _answer(400, {"code": 21218, "message": "Status must be completed", "status": 400})
        await self._hang_up(sid)
        return _answer(200, {"sid": sid, "account_sid": self._account.sid, "status": "completed"})

    def _may(self, request: web.Request) -> bool:
        login = f"{self._account.sid}:{self._account.auth_token}".encode()
        right = "Basic " + base64.b64encode(login).decode("ascii")
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given, right) and request.match_info["account"] == self._account.sid


def _answer(status: int, body: dict[str, object]) -> web.Response:
    return web.Response(status=status, text=json.dumps(body), content_type="application/json")
