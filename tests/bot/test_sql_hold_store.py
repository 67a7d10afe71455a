"""The server's store of holds keeps the contract of every store, also between two processes' worth of connections."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.bot.records.database import open_database
from frontdesk.bot.records.holds import SqlHoldStore
from tests.calendar.hold_store_contract import START, HoldStoreContract, hold


def opened(folder: Path) -> SqlHoldStore:
    return SqlHoldStore(open_database(folder / "records.db", folder / "records.key"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlHoldStore]:
    store = opened(tmp_path)
    yield store
    store._database.close()


class TestSqlHoldStore(HoldStoreContract):
    """The contract."""


async def test_two_servers_on_one_file_agree_on_one_winner(store: SqlHoldStore, tmp_path: Path) -> None:
    other = opened(tmp_path)
    tries = [(store if n % 2 else other).acquire(hold(f"key {n}")) for n in range(20)]
    assert sum(await asyncio.gather(*tries)) == 1
    other._database.close()


async def test_where_a_booking_stands_outlives_a_second_hold(store: SqlHoldStore) -> None:
    assert await store.acquire(hold("a"))
    await store.commit("a", "/clinic/chen/a.ics", '"1"')
    assert await store.acquire(hold("a", lease=90))
    assert (await store.expired(START.replace(year=2027)))[0] == hold("a", lease=90)
    await store.commit("a", "/clinic/chen/a.ics", '"2"')
    assert await store.expired(START.replace(year=2027)) == []
