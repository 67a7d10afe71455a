"""Column types: sealed text and JSON, and moments in UTC."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.types import TypeDecorator

from frontdesk.bot.records.cipher import Cipher

_ATTRIBUTE = "frontdesk_cipher"


def attach_cipher(engine: Engine, cipher: Cipher) -> None:
    """Let sealed columns read and written through `engine` use `cipher`."""
    setattr(engine.dialect, _ATTRIBUTE, cipher)


def _cipher(dialect: Dialect) -> Cipher:
    cipher = getattr(dialect, _ATTRIBUTE)
    assert isinstance(cipher, Cipher)
    return cipher


class EncryptedText(TypeDecorator[str]):
    """Text that stands encrypted in the database. `column` ("table.column") is authenticated with it."""

    impl = Text
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal on the way in."""
        return None if value is None else _cipher(dialect).seal(value, self.column)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open on the way out; raises `RecordsUnavailable` under a wrong key."""
        return None if value is None else _cipher(dialect).open(value, self.column)


class EncryptedJson(TypeDecorator[dict[str, Any]]):
    """A JSON object that stands encrypted in the database."""

    impl = Text
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        """Seal on the way in."""
        return None if value is None else _cipher(dialect).seal(json.dumps(value, ensure_ascii=False), self.column)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        """Open on the way out."""
        return None if value is None else dict(json.loads(_cipher(dialect).open(value, self.column)))


class Moment(TypeDecorator[datetime]):
    """An aware datetime; SQLite keeps no zone, so it stands there in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a naive datetime is a programming error."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From UTC."""
        return None if value is None else value.replace(tzinfo=UTC)
