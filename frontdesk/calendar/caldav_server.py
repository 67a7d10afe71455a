"""The CalDAV account that the clinic's calendars live in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalendarAccount:
    """How to reach the clinic's calendars. `url` is the folder that holds the collections and ends with a slash."""

    url: str
    username: str
    password: str
    embedded: bool = True
    """Whether this is our own Radicale: its calendars are created when missing and its hints are used."""

    def collection(self, calendar: str) -> str:
        """The URL of a practitioner's calendar: `calendar` is a name in this account or a full URL. Ends with a slash."""
        full = calendar if "://" in calendar else self.url.rstrip("/") + "/" + calendar
        return full.rstrip("/") + "/"
