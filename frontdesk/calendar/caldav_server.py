"""The CalDAV account that the clinic's calendars live in: the few requests that booking needs, as plain data.

Every method raises `CalendarUnavailable`. A request that broke on the way is sent a second time: reads are harmless,
and the conditions on our writes (`If-None-Match: *`, `If-Match`) make a repetition safe. The library declares every
result as itself or a coroutine of it, which no type checker can tell apart: its objects are `Any` here.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import caldav
from caldav.aio import AsyncDAVClient
from caldav.calendarobjectresource import Event
from caldav.lib import error as dav

from frontdesk.calendar.intervals import Interval
from frontdesk.errors import CalendarUnavailable

_Answer = TypeVar("_Answer")
_DAY = timedelta(days=1)
_LIBRARY = str(Path(caldav.__file__).parent)


@dataclass(frozen=True, slots=True)
class CalendarAccount:
    """How to reach the clinic's calendars. `url` is the folder that holds the collections and ends with a slash."""

    url: str
    username: str
    password: str
    embedded: bool = True
    """Whether this is our own Radicale: its calendars are created when missing and its hints are used."""

    def __repr__(self) -> str:
        return f"CalendarAccount({self.url!r})"

    def collection(self, calendar: str) -> str:
        """The URL, with a slash at the end, of a calendar given by its name in this account or by a full URL."""
        full = calendar if "://" in calendar else self.url.rstrip("/") + "/" + calendar
        return full.rstrip("/") + "/"


@dataclass(frozen=True, slots=True)
class Stored:
    """One calendar object on the server. `href` is its path; `etag` is empty where the answer did not carry it."""

    href: str
    etag: str
    text: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened in a calendar since a sync token. `complete`: `changed` is everything there is."""

    token: str
    changed: tuple[Stored, ...]
    gone: tuple[str, ...]
    complete: bool


class CalendarServer:
    """A client of one account. Open it inside the event loop that uses it."""

    def __init__(self, account: CalendarAccount, *, timeout: int = 5) -> None:
        """`timeout` is in seconds, for one request."""
        self._account = account
        _silence_library()
        self._login = asyncio.Lock()
        self._logged_in = account.embedded
        self._client: Any = AsyncDAVClient(
            url=account.url,
            username=account.username,
            password=account.password,
            auth_type="basic" if account.embedded else None,
            features="radicale" if account.embedded else None,
            timeout=timeout,
            enable_rfc6764=False,
            rate_limit_handle=False,
        )

    async def close(self) -> None:
        """Drop the connections."""
        await self._client.close()

    async def ensure(self, calendars: Mapping[str, str]) -> None:
        """Make sure that the calendars (name in the account -> display name) exist; create them on our own server."""
        for name, title in calendars.items():
            if await self._exists(name):
                continue
            if not self._account.embedded:
                raise CalendarUnavailable(f"the calendar server has no calendar {name!r}; create it there")
            await self._send("creating a calendar", partial(self._create, name, title))

    async def _exists(self, name: str) -> bool:
        calendar = self._calendar(name)

        async def ask() -> bool:
            try:
                await calendar.get_properties([])
            except dav.NotFoundError:
                return False
            return True

        return await self._send("looking for a calendar", ask)

    async def _create(self, name: str, title: str) -> None:
        try:
            principal = await self._client.get_principal()
            await principal.make_calendar(name=title, cal_id=name)
        except dav.DAVError:
            if not await self._exists(name):  # otherwise another process was quicker
                raise

    async def window(self, calendar: str, window: Interval) -> list[Stored]:
        """Every event that may touch the window, a day more on each side for those without a zone; series as one."""

        async def ask() -> list[Stored]:
            start, end = window.start - _DAY, window.end + _DAY
            found = await self._calendar(calendar).search(event=True, start=start, end=end, post_filter=False)
            return [_stored(item) for item in found]

        return await self._send("listing events", ask)

    async def get(self, calendar: str, href: str) -> Stored | None:
        """One event by path or by name in the calendar; None where there is none."""
        url = urljoin(self._account.collection(calendar), href)

        async def ask() -> Stored | None:
            response = await self._client.request(url)
            if response.status in (404, 410):
                return None
            etag = response.headers.get("ETag")
            if response.status != 200 or not etag:  # without an ETag nothing could be changed safely
                raise dav.DAVError(reason=f"status {response.status}")
            return Stored(urlsplit(url).path, etag, str(response.raw))

        return await self._send("reading an event", ask)

    async def create(self, calendar: str, name: str, text: str) -> bool:
        """Write an event that must not exist yet; False where one of this name does."""

        async def ask() -> bool:
            try:
                await self._event(calendar, name, text).save(no_overwrite=True, increase_seqno=False)
            except dav.ConsistencyError:
                return False
            return True

        return await self._send("writing an event", ask)

    async def replace(self, calendar: str, href: str, etag: str, text: str) -> bool:
        """Overwrite exactly the version that `etag` names; False where it was changed meanwhile or is gone."""
        url = urljoin(self._account.collection(calendar), href)
        headers = {"If-Match": etag, "Content-Type": "text/calendar; charset=utf-8"}

        async def ask() -> bool:
            status = (await self._client.put(url, text, headers)).status
            if status not in (200, 201, 204, 404, 412):
                raise dav.PutError(reason=f"status {status}")
            return status not in (404, 412)

        return await self._send("changing an event", ask)

    async def delete(self, calendar: str, href: str, etag: str) -> bool:
        """Delete exactly the version that `etag` names; False where it was changed meanwhile. Gone already is True."""

        async def ask() -> bool:
            try:
                await self._event(calendar, href).delete(if_match=etag)
            except dav.ETagMismatchError:
                return False
            except dav.NotFoundError:
                pass
            return True

        return await self._send("deleting an event", ask)

    async def token(self, calendar: str) -> str:
        """A token from which `changes` goes on."""

        async def ask() -> str:
            listed = await self._calendar(calendar).get_objects_by_sync_token(load_objects=False)
            return str(listed.sync_token or "")

        return await self._send("listing changes", ask)

    async def changes(self, calendar: str, token: str) -> Changes:
        """What changed since `token`. Servers without sync-collection answer with everything."""

        async def ask() -> Changes:
            listed = await self._calendar(calendar).get_objects_by_sync_token(token, load_objects=True)
            gone = {urlsplit(str(url)).path for url in listed.deleted_urls or ()}
            held = tuple(_stored(item) for item in listed if item.is_loaded())
            fresh = str(listed.sync_token or "")
            changed = tuple(item for item in held if item.href not in gone)
            # The library makes such tokens up; an old one that still holds means that nothing changed.
            complete = fresh.startswith("fake-") and fresh != token
            return Changes(fresh, changed, tuple(gone), complete)

        return await self._send("listing changes", ask)

    def _calendar(self, name: str) -> Any:
        return self._client.calendar(url=self._account.collection(name))

    def _event(self, calendar: str, href: str, text: str | None = None) -> Any:
        url = urljoin(self._account.collection(calendar), href)
        return Event(client=self._client, data=text, parent=self._calendar(calendar), url=url)

    async def _send(self, doing: str, ask: Callable[[], Awaitable[_Answer]]) -> _Answer:
        if self._logged_in:
            return await self._tried(doing, ask)
        # Of first requests that run at once the library logs only one in, and takes the others for refused.
        async with self._login:
            answer = await self._tried(doing, ask)
        self._logged_in = True
        return answer

    async def _tried(self, doing: str, ask: Callable[[], Awaitable[_Answer]]) -> _Answer:
        try:
            try:
                return await ask()
            except OSError:
                return await ask()
        except dav.AuthorizationError:
            raise CalendarUnavailable(f"the calendar server refused us while {doing}; check its login") from None
        except (dav.DAVError, OSError, SyntaxError) as problem:  # lxml's parse errors are SyntaxErrors
            # Not chained: the library's texts may quote events.
            raise CalendarUnavailable(f"the calendar server failed while {doing}: {type(problem).__name__}") from None


def _silence_library() -> None:
    """The library writes event texts, which hold patients' names, into its own log and into the root one."""
    logging.getLogger("caldav").setLevel(logging.CRITICAL)
    logging.getLogger().addFilter(_not_from_library)


def _not_from_library(record: logging.LogRecord) -> bool:
    return not record.pathname.startswith(_LIBRARY)


def _stored(item: Any) -> Stored:
    return Stored(urlsplit(str(item.url)).path, item.etag or "", item.data or "")
