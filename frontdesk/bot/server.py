"""The web server: the phone's routes and the state of health. Everything else answers 404."""

from collections.abc import Mapping
from typing import Protocol

from fastapi import FastAPI, HTTPException, Response, status
from fastapi.responses import JSONResponse

from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.media import media_routes
from frontdesk.bot.phone.webhooks import webhook_routes


class House(Protocol):
    """What the server shows to the outside."""

    @property
    def line(self) -> Line | None:
        """The phone line; None when Twilio is not set up."""
        ...

    async def health(self) -> Mapping[str, str]:
        """The state of each part; all are "ready" when calls can be taken."""
        ...


def create_app(house: House) -> FastAPI:
    """The application on an open house."""
    app = FastAPI(title="frontdesk", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)

    def open_line() -> Line:
        line = house.line
        if line is None:
            raise HTTPException(status.HTTP_503_SERVICE_UNAVAILABLE, "twilio_auth_token and public_url are not set")
        return line

    @app.get("/health")
    async def health() -> Response:
        """200 when every part is ready, else 503; says nothing about callers."""
        parts = dict(await house.health())
        ready = all(state == "ready" for state in parts.values())
        content = {
            "status": "ready" if ready else "not ready",
            "parts": parts,
            "calls": house.line.calls if house.line else 0,
        }
        return JSONResponse(content, status.HTTP_200_OK if ready else status.HTTP_503_SERVICE_UNAVAILABLE)

    app.include_router(webhook_routes(open_line))
    app.include_router(media_routes(lambda: house.line))
    return app
