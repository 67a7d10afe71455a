"""The web server: the phone's routes and the state of health. Everything else answers 404."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from fastapi import FastAPI, HTTPException, Response, status
from fastapi.responses import JSONResponse

from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.media import media_routes
from frontdesk.bot.phone.webhooks import webhook_routes


@dataclass(frozen=True, slots=True)
class Health:
    """`ready`: the models are warm and calls are taken; `parts`: the state of each part, models and others."""

    ready: bool
    parts: Mapping[str, str]


class House(Protocol):
    """What the server shows to the outside."""

    @property
    def line(self) -> Line | None:
        """The phone line; None when Twilio is not set up."""
        ...

    async def health(self) -> Health:
        """The state of each part."""
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
        """200 when the models are warm, else 503; says nothing about callers."""
        found = await house.health()
        content = {
            "status": "ready" if found.ready else "not ready",
            "parts": dict(found.parts),
            "calls": house.line.calls if house.line else 0,
        }
        return JSONResponse(content, status.HTTP_200_OK if found.ready else status.HTTP_503_SERVICE_UNAVAILABLE)

    app.include_router(webhook_routes(open_line))
    app.include_router(media_routes(lambda: house.line))
    return app
