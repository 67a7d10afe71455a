"""No caller's words reach the log, neither from libraries nor from exceptions."""

import logging
import sys

import pytest

from frontdesk.bot.quiet_logs import _Line, quieten

WORDS = "Ottoline Quackenbush, five one four"


def record(name: str, error: Exception | None = None) -> logging.LogRecord:
    info = None
    if error is not None:
        try:
            raise error
        except Exception:
            info = sys.exc_info()
    message = "a call failed" if name.startswith("frontdesk") else WORDS
    return logging.LogRecord(name, logging.ERROR, __file__, 7, message, None, info)


def test_ours_show_message_kind_and_place_of_an_error_but_not_its_text() -> None:
    line = _Line().format(record("frontdesk.bot.server", ValueError(WORDS)))
    assert "a call failed (ValueError at" in line
    assert "Quackenbush" not in line
    assert "\n" not in line


@pytest.mark.parametrize("name", ["asyncio", "caldav", "some.library", "root"])
def test_a_librarys_record_keeps_its_place_only(name: str) -> None:
    line = _Line().format(record(name, ValueError(WORDS)))
    assert name in line
    assert "Quackenbush" not in line


def test_quieten_silences_those_that_quote(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        quieten()
        for name in ("twilio.http_client", "caldav", "faster_whisper"):
            logging.getLogger(name).error(WORDS)
        logging.getLogger("other").warning(WORDS)
        logging.getLogger("frontdesk.test").info("ready")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        for name in ("twilio", "caldav", "faster_whisper", "httpx", "niquests", "urllib3", "websockets", "frontdesk"):
            logging.getLogger(name).setLevel(logging.NOTSET)
    told = capsys.readouterr().err
    assert "Quackenbush" not in told
    assert "other reported something" in told
    assert "info: ready" in told
