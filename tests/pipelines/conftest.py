"""What several tests of the pipelines need."""

from datetime import UTC, datetime

import pytest

from frontdesk.calendar import Appointment, Slot


@pytest.fixture
def appointment() -> Appointment:
    """An appointment that was written: Tuesday at three."""
    begin = datetime(2026, 5, 5, 15, 0, tzinfo=UTC)
    slot = Slot(begin, begin.replace(minute=30), "roy", "checkup")
    return Appointment(slot, "Mary Johnson", None, "/a.ics", '"1"', "uid")
