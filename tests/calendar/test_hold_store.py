"""The holds' granules, and the tests' own store under the contract that every store must keep."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.calendar.holds import GRANULE, granules
from tests.calendar.hold_store_contract import HoldStoreContract
from tests.calendar.sqlite_holds import SqliteHolds

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))


class TestSqliteHolds(HoldStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> SqliteHolds:
        return SqliteHolds(tmp_path / "holds.sqlite")


@given(start=moments, seconds=st.integers(1, 4 * 3600))
def test_granules_cover_the_time_and_touch_nothing_else(start: datetime, seconds: int) -> None:
    end = start + timedelta(seconds=seconds)
    found = granules(start, end)
    assert found[0] <= start < found[0] + GRANULE
    assert found[-1] < end <= found[-1] + GRANULE
    assert all(later - earlier == GRANULE for earlier, later in pairwise(found))
    assert all(granule.minute % 5 == 0 and granule.second == 0 for granule in found)
