"""The calls that Twilio's REST API can change: those that are on a line now."""

from collections.abc import Mapping

from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.bot.demo.wire.rest_api import HangUp, Update


def live_calls(lines: Mapping[str, PhoneLine]) -> tuple[HangUp, Update]:
    """What a `RestApi` is made with: how it ends and how it redirects the calls in `lines`, which are named by SID."""

    async def hang_up(call_sid: str) -> None:
        if call_sid in lines:
            await lines[call_sid].hang_up("api")

    async def update(call_sid: str, document: str) -> bool:
        return call_sid in lines and await lines[call_sid].update(document)

    return hang_up, update
