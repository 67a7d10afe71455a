"""What every HoldStore must do: subclass `HoldStoreContract` in a test module that has a fixture `store`, fresh."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from frontdesk.calendar.holds import Hold, HoldStore, Origin

START = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


def hold(key: str, start: datetime = START, minutes: int = 30, calendar: str = "chen", lease: int = 30) -> Hold:
    """A hold whose lease begins at `START` and lasts `lease` seconds."""
    return Hold(key, calendar, start, start + timedelta(minutes=minutes), "test", START + timedelta(seconds=lease))


class HoldStoreContract:
    async def test_one_of_two_overlapping_holds_wins(self, store: HoldStore) -> None:
        assert await store.acquire(hold("a"))
        assert not await store.acquire(hold("b", START + timedelta(minutes=25)))
        assert not await store.acquire(hold("c", START - timedelta(minutes=25)))
        assert not await store.acquire(hold("d", START + timedelta(minutes=10), 5))

    async def test_touching_holds_and_other_calendars_are_free(self, store: HoldStore) -> None:
        assert await store.acquire(hold("a"))
        assert await store.acquire(hold("b", START + timedelta(minutes=30)))
        assert await store.acquire(hold("c", START - timedelta(minutes=30)))
        assert await store.acquire(hold("d", calendar="roy"))

    async def test_a_refused_hold_leaves_nothing_behind(self, store: HoldStore) -> None:
        assert await store.acquire(hold("a"))
        assert not await store.acquire(hold("b", START - timedelta(minutes=15), 30))
        assert await store.acquire(hold("c", START - timedelta(minutes=15), 15))
        assert [item.key for item in await store.expired(START + timedelta(hours=1))] == ["a", "c"]

    async def test_times_off_the_granules_are_held_whole(self, store: HoldStore) -> None:
        assert await store.acquire(hold("a", START + timedelta(minutes=2), 10))
        assert not await store.acquire(hold("b", START, 5))
        assert not await store.acquire(hold("c", START + timedelta(minutes=10), 5))
        assert await store.acquire(hold("d", START + timedelta(minutes=15), 5))

    async def test_the_same_key_acquires_again_and_renews_its_lease(self, store: HoldStore) -> None:
        assert await store.acquire(hold("a", lease=30))
        assert await store.acquire(hold("a", lease=90))
        assert await store.expired(START + timedelta(seconds=60)) == []
        assert not await store.acquire(hold("b"))

    async def test_release_frees_the_time(self, store: HoldStore) -> None:
        assert await store.acquire(hold("a"))
        await store.release("a")
        await store.release("never-heard-of")
        assert await store.acquire(hold("b"))

    async def test_commit_frees_the_granules_and_may_be_repeated(self, store: HoldStore) -> None:
        assert await store.acquire(hold("a"))
        await store.commit("a", "/clinic/chen/a.ics", '"1"')
        await store.commit("a", "/clinic/chen/a.ics", '"1"')
        assert await store.expired(START + timedelta(hours=1)) == []
        assert await store.acquire(hold("b"))

    async def test_a_committed_key_may_be_acquired_and_released_again(self, store: HoldStore) -> None:
        assert await store.acquire(hold("a"))
        await store.commit("a", "/clinic/chen/a.ics", '"1"')
        assert await store.acquire(hold("a"))
        assert not await store.acquire(hold("b"))
        await store.release("a")
        assert await store.acquire(hold("b"))

    async def test_only_holds_whose_lease_ran_out_are_expired(self, store: HoldStore) -> None:
        assert await store.acquire(hold("a", lease=30))
        assert await store.acquire(hold("b", START + timedelta(hours=1), lease=60))
        assert await store.expired(START + timedelta(seconds=29)) == []
        assert await store.expired(START + timedelta(seconds=30)) == [hold("a", lease=30)]
        assert {item.key for item in await store.expired(START + timedelta(seconds=60))} == {"a", "b"}

    async def test_an_expired_hold_still_blocks_until_it_is_settled(self, store: HoldStore) -> None:
        assert await store.acquire(hold("a", lease=-60))
        assert not await store.acquire(hold("b"))

    async def test_exactly_one_of_many_at_once_wins(self, store: HoldStore) -> None:
        won = await asyncio.gather(*(store.acquire(hold(f"k{index}")) for index in range(20)))
        assert sum(won) == 1

    async def test_a_move_holds_both_times(self, store: HoldStore) -> None:
        old = Origin("roy", "/clinic/roy/a.ics", START + timedelta(hours=2), START + timedelta(hours=3))
        move = replace(hold("a"), kind="move", origin=old)
        assert await store.acquire(move)
        assert not await store.acquire(hold("b"))
        assert not await store.acquire(hold("c", START + timedelta(minutes=130), calendar="roy"))
        assert await store.acquire(hold("d", START + timedelta(hours=2)))
        assert await store.expired(START + timedelta(seconds=30)) == [move, hold("d", START + timedelta(hours=2))]
        await store.commit("a", "/clinic/chen/b.ics", '"2"')
        assert await store.acquire(hold("c", START + timedelta(minutes=130), calendar="roy"))

    async def test_overlapping_times_of_one_move_are_held_once(self, store: HoldStore) -> None:
        old = Origin("chen", "/clinic/chen/a.ics", START - timedelta(minutes=15), START + timedelta(minutes=15))
        assert await store.acquire(replace(hold("a"), kind="move", origin=old))
        assert not await store.acquire(hold("b", START - timedelta(minutes=15), 5))
        await store.release("a")
        assert await store.acquire(hold("b", START - timedelta(minutes=15), 5))

    async def test_what_a_key_is_for_may_change_with_a_new_hold(self, store: HoldStore) -> None:
        old = Origin("roy", "/clinic/roy/a.ics", START, START + timedelta(hours=1))
        assert await store.acquire(replace(hold("a"), kind="move", origin=old))
        later = replace(hold("a", START + timedelta(hours=5)), kind="cancel")
        assert await store.acquire(later)
        assert await store.expired(START + timedelta(seconds=30)) == [later]
        assert await store.acquire(hold("b", calendar="roy"))

    async def test_where_it_stands_is_known_once_committed(self, store: HoldStore) -> None:
        assert await store.committed("a") is None
        assert await store.acquire(hold("a"))
        assert await store.committed("a") is None
        await store.commit("a", "/clinic/chen/a.ics", '"1"')
        assert await store.committed("a") == "/clinic/chen/a.ics"
        assert await store.acquire(hold("a"))
        assert await store.committed("a") == "/clinic/chen/a.ics"
