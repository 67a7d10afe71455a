"""What the records' writer takes: rows to insert and ends of calls, and their JSON form for the spill file."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from frontdesk.bot.records.tables import ActionRow, CallRow, MessageRow, ToolCallRow, TurnRow


class CallEnd(BaseModel):
    """The end of a call, for a row that stands already."""

    id: str
    ended_at: datetime
    end_reason: str


Entry = CallRow | TurnRow | ToolCallRow | ActionRow | MessageRow | CallEnd
_KINDS: dict[str, type[Entry]] = {
    kind.__name__: kind for kind in (CallRow, TurnRow, ToolCallRow, ActionRow, MessageRow, CallEnd)
}


def store(session: Session, entry: Entry) -> None:
    """Write one entry; one that stands already is left as it is."""
    if isinstance(entry, CallEnd):
        row = session.get(CallRow, entry.id)
        if row is not None:
            row.ended_at, row.end_reason = entry.ended_at, entry.end_reason
            session.add(row)
    elif session.get(type(entry), entry.id) is None:
        session.add(type(entry)(**entry.model_dump()))
    session.flush()


def to_json(entry: Entry) -> dict[str, Any]:
    """The entry as a JSON object."""
    return {"kind": type(entry).__name__, "row": entry.model_dump(mode="json")}


def from_json(data: dict[str, Any]) -> Entry:
    """The entry that `to_json` wrote. Raises KeyError and ValidationError."""
    return _KINDS[data["kind"]].model_validate(data["row"])
