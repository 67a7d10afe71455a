"""An HTTP proxy before the real calendar server that loses requests and answers, or hangs, on purpose."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self
from urllib.parse import urlsplit

Fate = Literal["pass", "lose_request", "lose_answer", "refuse", "hang"]


@dataclass(frozen=True)
class Request:
    """One request as it went by; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class FaultProxy:
    """Forwards to `target`; `fate` is asked for every request and may do something of its own before it answers."""

    target: str
    fate: Callable[[Request], Awaitable[Fate]] | None = None
    seen: list[Request] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """The target's URL through the proxy."""
        port = self._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}{urlsplit(self.target).path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            first, *lines = head.decode().split("\r\n")
            headers = {key.strip().lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            method, path, _ = first.split(" ")
            request = Request(method, path, headers, body)
            self.seen.append(request)
            fate = await self.fate(request) if self.fate else "pass"
            if fate == "hang":
                await reader.read()  # until the client gives up
            if fate in ("lose_request", "hang"):
                return
            refusal = b"HTTP/1.0 501 Not Implemented\r\nContent-Length: 0\r\n\r\n"
            answer = refusal if fate == "refuse" else await self._forward(head + body)
            if fate in ("pass", "refuse"):
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _forward(self, request: bytes) -> bytes:
        target = urlsplit(self.target)
        reader, writer = await asyncio.open_connection(target.hostname, target.port)
        writer.write(request)
        await writer.drain()
        answer = await reader.read()
        writer.close()
        return answer


def dead_from(count: int, *, last_answer_lost: bool = False) -> Callable[[Request], Awaitable[Fate]]:
    """The server dies at its `count`-th request, before it acts or (`last_answer_lost`) after it has acted."""
    served = 0

    async def fate(request: Request) -> Fate:
        nonlocal served
        served += 1
        if served < count:
            return "pass"
        return "lose_answer" if last_answer_lost and served == count else "lose_request"

    return fate
