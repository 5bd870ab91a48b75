"""The inbox: kept before it is acknowledged, in order, and forgotten when it may be."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from bot.inbox import TRIES, Answered
from storage.inbox import inbox
from storage.unit import SqlUnits
from tests.storage.samples import add, update, waiting
from tests.world import NOON

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


async def kept(units: SqlUnits) -> list[tuple[str, str, bool, bool]]:
    """Account, update, whether its payload and its screen are still there."""
    async with units.reading() as unit:
        rows = (await unit.execute(sa.select(inbox).order_by(inbox.c.id))).all()
    return [(r.account, r.update_id, r.payload is not None, r.screen is not None) for r in rows]


async def test_a_redelivery_does_nothing(units: SqlUnits) -> None:
    assert await add(units, update(1), update(2), update(1)) == 2
    assert await add(units, update(2, text="again"), update(3)) == 1
    assert await add(units, update(1, account="telegram:2")) == 1
    found = await waiting(units)
    assert [(e.account, e.payload["update_id"]) for e in found] == [
        ("telegram:1", 1),
        ("telegram:1", 2),
        ("telegram:1", 3),
        ("telegram:2", 1),
    ]
    assert "text" not in found[1].payload


async def test_nothing_to_add(units: SqlUnits) -> None:
    assert await add(units) == 0


async def test_order_is_the_order_of_arrival(units: SqlUnits) -> None:
    numbers = [*range(500, 0, -1), *range(501, 800)]
    await add(units, *(update(number) for number in numbers))
    found = await waiting(units)
    assert [entry.payload["update_id"] for entry in found] == numbers
    page = await waiting(units, after=found[9].id, limit=5)
    assert page == found[10:15]


async def test_chats_are_told_apart_without_being_named(units: SqlUnits) -> None:
    await add(units, update(1, chat="7"), update(2, chat="8"), update(3, chat="7"))
    first, second, third = (entry.chat for entry in await waiting(units))
    assert first == third != second
    assert first != b"7"


async def test_odd_characters_come_back(units: SqlUnits) -> None:
    odd = "lone \ud83d, nul \x00, back \udc00 and Việt 🆘"
    await add(units, update(1, text=odd))
    assert (await waiting(units))[0].payload["text"] == odd


async def test_a_decided_screen_is_held_until_it_is_answered(units: SqlUnits) -> None:
    await add(units, update(1), update(2))
    first, second = await waiting(units)
    async with units() as unit:
        await unit.inbox.decide(first, b"a screen")
    assert await waiting(units) == [second]
    async with units.reading() as unit:
        held = await unit.inbox.unspoken()
    assert [(item.entry, item.screen) for item in held] == [(first, b"a screen")]
    async with units() as unit:
        await unit.inbox.answered([Answered(first.id)], now=NOON)
    async with units.reading() as unit:
        assert await unit.inbox.unspoken() == []
        assert await unit.inbox.depth() == {"new": 1, "decided": 0, "dead": 0}


async def test_three_failures_are_death_and_leave_no_text(units: SqlUnits) -> None:
    await add(units, update(1, text="secret"))
    for tries in range(TRIES):
        (entry,) = await waiting(units)
        assert entry.tries == tries
        async with units() as unit:
            dead = await unit.inbox.failed(entry, now=NOON, limit=TRIES)
        assert dead == (tries == TRIES - 1)
    assert await waiting(units) == []
    assert await kept(units) == [("telegram:1", "1", False, False)]
    async with units() as unit:
        await unit.inbox.answered([Answered(entry.id)], now=NOON)  # the apology was shown
        assert (await unit.inbox.depth())["dead"] == 1


async def test_texts_go_after_a_minute_and_names_after_eight_days(units: SqlUnits) -> None:
    await add(units, update(1), update(2))
    first, _ = await waiting(units)
    async with units() as unit:
        await unit.inbox.decide(first, b"a screen")
    async with units() as unit:
        await unit.inbox.answered([Answered(first.id)], now=NOON)
    untouched = ("telegram:1", "2", True, False)
    for later, expected in (
        (60 * SECOND, [("telegram:1", "1", True, True), untouched]),
        (61 * SECOND, [("telegram:1", "1", False, False), untouched]),
        (8 * DAY, [("telegram:1", "1", False, False), untouched]),
    ):
        async with units() as unit:
            await unit.retention.apply(now=NOON + later)
        assert await kept(units) == expected
        assert await add(units, update(1)) == 0
    async with units() as unit:
        await unit.retention.apply(now=NOON + 8 * DAY + SECOND)
    assert await kept(units) == [untouched]
    assert await add(units, update(1)) == 1


async def test_the_oldest_open_entry(units: SqlUnits) -> None:
    async with units() as unit:
        assert await unit.inbox.oldest() is None
        await unit.inbox.add([update(1)], now=NOON - SECOND)
        await unit.inbox.add([update(2)], now=NOON)
    async with units() as unit:
        assert await unit.inbox.oldest() == NOON - SECOND
        await unit.inbox.answered([Answered((await waiting(units))[0].id)], now=NOON)
        assert await unit.inbox.oldest() == NOON


async def test_the_newest_number_stays_so_that_none_is_given_twice(units: SqlUnits) -> None:
    """A worker that has seen number 1 would never look at a second number 1."""
    await add(units, update(1))
    (first,) = await waiting(units)
    async with units() as unit:
        await unit.inbox.answered([Answered(first.id)], now=NOON)
    async with units() as unit:
        await unit.retention.apply(now=NOON + 30 * DAY)
    await add(units, update(2))
    assert [entry.id > first.id for entry in await waiting(units, after=first.id)] == [True]
