"""Moments and spans as the commands print and read them: on the clinic's wall clock."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.errors import ConfigurationError

_DAYS = re.compile(r"(\d{1,4})\s*d(?:ays?)?")


def minute(moment: datetime, zone: ZoneInfo) -> str:
    """Date and time to the minute: "2026-05-04 08:00"."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def second(moment: datetime, zone: ZoneInfo) -> str:
    """The time of day: "08:00:07"."""
    return f"{moment.astimezone(zone):%H:%M:%S}"


def whole(moment: datetime, zone: ZoneInfo) -> str:
    """For a headline: "Monday, 4 May 2026, 08:00:00 (America/Toronto)"."""
    local = moment.astimezone(zone)
    return f"{local:%A}, {local.day} {local:%B %Y, %H:%M:%S} ({zone.key})"


def span(length: timedelta) -> str:
    """Minutes and seconds, perhaps hours: "2:14", "1:02:03".

    >>> span(timedelta(seconds=134)), span(timedelta(hours=1, seconds=123))
    ('2:14', '1:02:03')
    """
    minutes, seconds = divmod(max(0, round(length.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def since_when(text: str, now: datetime) -> datetime:
    """What `--since` means: today, yesterday, "7d", a date or a date with a time; `now` is on the clinic's clock.

    Raises `ConfigurationError`.
    """
    said = text.strip().lower()
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    if said in ("today", "yesterday"):
        return midnight - timedelta(days=said == "yesterday")
    if days := _DAYS.fullmatch(said):
        return now - timedelta(days=int(days[1]))
    try:
        if re.fullmatch(r"[\d-]+", said):
            return datetime.combine(date.fromisoformat(said), time(), now.tzinfo)
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ConfigurationError(
            [f"--since: {text} is no moment. Write today, yesterday, 7d, 2026-05-04 or 2026-05-04T08:00."]
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
