"""The story of one call, for people: how it went, then what was said and done, in order."""

from statistics import median
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from frontdesk.bot.cli.moments import second, span, whole
from frontdesk.bot.cli.output import bare_table
from frontdesk.bot.cli.tool_words import asked, came_back
from frontdesk.bot.records.reading import CallRecord, Event
from frontdesk.bot.records.tables import ActionRow, CallRow, MessageRow, ToolCallRow, TurnRow

LANGUAGES = {"en": "English", "fr": "French"}
_SPEAKERS = {"assistant": ("receptionist", "cyan"), "caller": ("caller", "green")}
_ALARMING = {"emergency", "identity refused", "transfer failed", "advice refused"}


def headline(record: CallRecord, zone: ZoneInfo, unended: str) -> dict[str, str]:
    """Who called, when, for how long, in which languages, and how it ended; `unended` is said where it did not."""
    call = record.call
    return {
        "Call": call.id,
        "Began": whole(call.started_at, zone),
        "Length": length(call),
        "Line": line(call),
        "Language": " then ".join(LANGUAGES.get(name, name) for name in record.languages),
        "Outcome": ", ".join(record.outcomes) or "nothing was changed",
        "Ended": call.end_reason or unended,
        "Answers": answers(record.events),
    }


def conversation(record: CallRecord, zone: ZoneInfo) -> Table:
    """One row per turn, tool call and action; then the messages for the staff."""
    table = bare_table()
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for event in record.events:
        at = Text(second(event.at, zone), "dim")
        if isinstance(event, TurnRow):
            table.add_row(at, _who(event), _said(event))
        elif isinstance(event, ActionRow):
            table.add_row(at, *_acted(event))
        else:
            table.add_row(at, Text("  tool", "dim"), Text(_tool(event), "dim"))
    for message in record.messages:
        table.add_row(Text(second(message.at, zone), "dim"), Text("MESSAGE", "bold magenta"), Text(_message(message)))
    return table


def length(call: CallRow) -> str:
    """How long it lasted; empty while it runs."""
    return span(call.ended_at - call.started_at) if call.ended_at else ""


def line(call: CallRow) -> str:
    """How the caller came, and from where."""
    if call.channel == "typed":
        return f"typed in a terminal{f', as {call.caller}' if call.caller else ''}"
    return f"{call.channel}, from {call.caller or 'a hidden number'}"


def answers(events: tuple[Event, ...]) -> str:
    """How long the caller waited for answers, in seconds; empty where nothing was measured."""
    waits = sorted(wait for event in events if isinstance(event, TurnRow) and (wait := _wait(event)) is not None)
    if not waits:
        return ""
    return f"{len(waits)} measured, after {median(waits):.2f} s as a rule, {waits[-1]:.2f} s at most"


def _who(turn: TurnRow) -> Text:
    name, style = _SPEAKERS.get(turn.speaker, (turn.speaker, ""))
    return Text(name, f"bold {style}")


def _said(turn: TurnRow) -> Text:
    text = Text(turn.text)
    if turn.interrupted:
        text.append(" [interrupted]", "yellow")
    if (wait := _wait(turn)) is not None:
        text.append(f" (after {wait:.2f} s)", "dim")
    return text


def _wait(turn: TurnRow) -> float | None:
    """Seconds between the caller's last word and the answer; None where that was not measured."""
    if turn.speaker != "assistant" or not turn.latency_ms or "voice_to_voice" not in turn.latency_ms:
        return None
    return turn.latency_ms["voice_to_voice"] / 1000


def _tool(tool: ToolCallRow) -> str:
    return f"{asked(tool.name, tool.arguments)} -> {came_back(tool.result)} ({tool.took_ms:.0f} ms)"


def _acted(action: ActionRow) -> tuple[Text, Text]:
    style = "bold red" if action.kind in _ALARMING else "bold magenta"
    told = action.reason or "no reason kept"
    if action.target:
        told += f" [{action.target}]"
    return Text(action.kind.upper(), style), Text(told)


def _message(message: MessageRow) -> str:
    state = "done" if message.done_at else "open"
    voice = "; recorded" if message.recording else ""
    return f"from {message.name}, {message.phone or 'hidden number'}: {message.text} ({message.id[:8]}, {state}{voice})"
