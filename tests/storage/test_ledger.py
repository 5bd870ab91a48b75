"""The ledger on both databases: frozen once, walked, settled, fenced, recovered, rolled up."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.deliveries import Delivery, Fenced, Held, Lease, Outcome, Room, Vitals
from bot.incoming import Address, Text
from bot.incoming import Incoming as Arrived
from bot.ledger import Class, Lane, Letter, Message, Standing, State
from bot.screen import Screen
from content.html import Html
from storage.ledger import deliveries, freeze
from storage.people import addresses, people
from storage.rows import Moment
from storage.unit import SqlUnits
from tests.world import NOON

TELEGRAM, WEB = "telegram:1", "web"
LANES = (Lane.RED_ALERT, Lane.ALERT, Lane.BROADCAST, Lane.CAMPAIGN)
SOON, LATER = NOON + timedelta(seconds=10), NOON + timedelta(days=1)
EVERYONE = sa.select(people.c.id.label("person_id"))


def screen(text: str = "mai nắng gắt") -> Screen:
    return Screen(Html.escape(text))


@dataclass
class Post:
    """A sender's life in single steps, on a database with some people."""

    units: SqlUnits
    account: str = TELEGRAM
    owner: str = "a"
    lease: Lease | None = None
    held: Held | None = None

    async def people(self, count: int, account: str = TELEGRAM) -> None:
        async with self.units() as unit:
            await unit.deliveries.register(TELEGRAM, waits=False)
            await unit.deliveries.register(WEB, waits=True)
            said = [Arrived(Address(account, str(n)), Text("xin chao"), "vi") for n in range(count)]
            await unit.people.meet(said, now=NOON)

    async def says(self, message: Message | None = None) -> int:
        message = message or Message({"vi": screen()})
        async with self.units() as unit:
            number = await unit.ledger.open(message, now=NOON)
            await freeze(unit, number, message.lane, EVERYONE, now=NOON)
        return number

    async def takes(self, now: datetime = NOON, stale: Held | None = None) -> Lease | None:
        async with self.units() as unit:
            until = now + timedelta(seconds=10)
            got = await unit.deliveries.lease(self.account, self.owner, until=until, stale=stale)
            self.held = got if isinstance(got, Held) else None
            self.lease = got if isinstance(got, Lease) else None
            if self.lease:
                await unit.deliveries.recover(self.lease, now=now)
        return self.lease

    async def picks(self, limit: int, now: datetime = NOON) -> list[Delivery]:
        assert self.lease
        async with self.units() as unit:
            await unit.deliveries.keep(self.lease, until=now + timedelta(seconds=10))
            return await unit.deliveries.next(self.lease, now=now, rooms=[Room(LANES, limit)])

    async def settles(self, *outcomes: Outcome, now: datetime = NOON) -> None:
        assert self.lease
        async with self.units() as unit:
            await unit.deliveries.keep(self.lease, until=now + timedelta(seconds=10))
            await unit.deliveries.settle(self.lease, outcomes, now=now)

    async def sends(self, limit: int, now: datetime = NOON) -> list[int]:
        picked = await self.picks(limit, now)
        await self.settles(*(Outcome(one, State.SENT, f"m{one.person}") for one in picked), now=now)
        return [one.person for one in picked]

    async def states(self, message: int) -> dict[State, int]:
        """The counters, which must always say what the rows say."""
        async with self.units.reading() as unit:
            counted = await unit.ledger.states(message)
            listed: dict[State, int] = {}
            for result in await unit.ledger.results(message):
                listed[result.state] = listed.get(result.state, 0) + result.persons
        assert counted == listed
        return counted

    async def stands(self, message: int) -> Standing:
        async with self.units.reading() as unit:
            progress = await unit.ledger.progress(message)
        assert progress
        return progress.standing


@pytest.fixture
async def post(units: SqlUnits) -> Post:
    found = Post(units)
    await found.people(5)
    return found


async def test_everybody_once_in_order_and_then_it_is_done(post: Post) -> None:
    message = await post.says()
    await post.takes()
    assert await post.sends(2) == [1, 2]
    assert await post.states(message) == {State.SENT: 2, State.QUEUED: 3}
    assert await post.sends(2) == [3, 4]
    assert await post.sends(2) == [5]
    assert await post.sends(2) == []
    assert await post.states(message) == {State.SENT: 5}
    assert await post.stands(message) is Standing.DONE


async def test_nobody_has_two_rows(post: Post) -> None:
    message = await post.says()
    with pytest.raises(sa.exc.IntegrityError):
        async with post.units() as unit:
            await freeze(unit, message, Lane.BROADCAST, EVERYONE, now=NOON)


async def test_who_comes_later_is_not_reached(post: Post) -> None:
    message = await post.says()
    await post.people(7)
    await post.takes()
    assert len(await post.sends(64)) == 5
    assert await post.states(message) == {State.SENT: 5}


@pytest.mark.parametrize("kind", list(Class))
async def test_f2_after_a_crash_only_what_was_started_is_in_doubt(post: Post, kind: Class) -> None:
    message = await post.says(Message({"vi": screen()}, kind=kind))
    await post.takes()
    first, *lost = await post.picks(3)
    await post.settles(Outcome(first, State.SENT))
    await post.takes()
    if kind is Class.ORDINARY:
        assert await post.states(message) == {State.SENT: 1, State.UNKNOWN: 2, State.QUEUED: 2}
        async with post.units.reading() as unit:
            assert await unit.ledger.unsure(message, limit=9) == [one.person for one in lost]
        assert await post.sends(64) == [4, 5]
        async with post.units() as unit:
            assert await unit.ledger.resend(message, now=NOON) == 2
    assert sorted(await post.sends(64)) == ([2, 3] if kind is Class.ORDINARY else [2, 3, 4, 5])
    assert await post.states(message) == {State.SENT: 5}
    assert await post.stands(message) is Standing.DONE


async def test_f2_a_second_try_cut_off_is_in_doubt_as_well(post: Post) -> None:
    message = await post.says()
    await post.takes()
    for one in await post.picks(5):
        await post.settles(Outcome(one, State.QUEUED, again_at=SOON))
    assert await post.picks(5) == []
    assert len(await post.picks(5, SOON)) == 5
    await post.takes(SOON)
    assert await post.states(message) == {State.UNKNOWN: 5}


async def test_f20_whoever_slept_through_the_lease_writes_nothing(post: Post) -> None:
    message = await post.says()
    await post.takes()
    (asleep,) = await post.picks(1)
    other = Post(post.units, owner="b")
    assert await other.takes() is None
    seen = other.held
    await post.settles()  # renews
    assert await other.takes(stale=seen) is None
    assert other.held != seen
    assert await other.takes(SOON, stale=other.held)
    assert other.lease
    assert other.lease.replaced
    with pytest.raises(Fenced):
        await post.settles(Outcome(asleep, State.SENT), now=SOON)
    with pytest.raises(Fenced):
        await post.picks(1, SOON)
    assert await post.states(message) == {State.UNKNOWN: 1, State.QUEUED: 4}


async def test_the_same_owner_need_not_wait_for_its_own_lease(post: Post) -> None:
    await post.takes()
    assert await post.takes()
    assert post.lease
    assert not post.lease.replaced


async def test_what_a_sender_learned_is_known_to_the_next(post: Post) -> None:
    lease = await post.takes()
    assert lease
    assert lease.ceiling is None
    vitals = Vitals(rate=7.5, ceiling=8, refusals=3)
    async with post.units() as unit:
        await unit.deliveries.keep(lease, until=SOON, vitals=vitals)
    async with post.units.reading() as unit:
        telegram, web = await unit.deliveries.seats()
    assert (telegram.account, telegram.sender, telegram.until) == (TELEGRAM, "a", SOON)
    assert telegram.vitals == vitals
    assert (web.account, web.waits, web.until) == (WEB, True, None)
    other = Post(post.units, owner="b")
    await other.takes(SOON)
    again = await other.takes(SOON, stale=other.held)
    assert again
    assert again.ceiling == 8


async def test_urgent_overtakes(post: Post) -> None:
    campaign = await post.says(Message({"vi": screen()}, Lane.CAMPAIGN))
    broadcast = await post.says()
    await post.takes()
    assert {one.message for one in await post.picks(2)} == {broadcast}
    red = await post.says(Message({"vi": screen()}, Lane.RED_ALERT, Class.ALERT))
    async with post.units() as unit:
        letter = await unit.ledger.post(Letter([3], screen(), Class.ALERT), now=NOON)
    order = [one.message for one in await post.picks(64)]
    assert order == [red] * 5 + [letter] + [broadcast] * 3 + [campaign] * 5


async def test_paused_goes_on_where_it_was(post: Post) -> None:
    message = await post.says()
    await post.takes()
    for one in await post.picks(1):
        await post.settles(Outcome(one, State.QUEUED, again_at=NOON))
    async with post.units() as unit:
        assert await unit.ledger.pause(message)
        assert not await unit.ledger.pause(message)
        assert await unit.deliveries.stopped([message], now=NOON) == {message}
    assert await post.picks(64, SOON) == []
    async with post.units() as unit:
        assert await unit.ledger.resume(message)
    assert sorted(await post.sends(64, SOON)) == [1, 2, 3, 4, 5]


async def test_cancelled_and_expired_say_so_of_whoever_got_nothing(post: Post) -> None:
    cancelled = await post.says()
    expired = await post.says(Message({"vi": screen()}, expires_at=SOON))
    await post.takes()
    (under_way,) = await post.picks(1)
    async with post.units() as unit:
        assert await unit.ledger.cancel(cancelled, now=NOON)
        assert not await unit.ledger.cancel(cancelled, now=NOON)
        await unit.ledger.tidy(now=SOON)
    await post.settles(Outcome(under_way, State.SENT))
    assert await post.picks(64, SOON) == []
    assert await post.states(cancelled) == {State.SENT: 1, State.CANCELLED: 4}
    assert await post.states(expired) == {State.EXPIRED: 5}


async def test_recalled_with_a_correction(post: Post) -> None:
    message = await post.says()
    await post.takes()
    await post.sends(3)
    async with post.units() as unit:
        again = await unit.ledger.recall(message, {"vi": screen("sai rồi")}, now=NOON)
    picked = await post.picks(64)
    assert [(one.message, one.known) for one in picked] == [(again, f"m{n}") for n in (1, 2, 3)]
    assert await post.states(message) == {State.SENT: 3, State.CANCELLED: 2}


async def test_held_until_its_time_and_counted_as_held(post: Post) -> None:
    capped = sa.case((people.c.id <= 2, sa.literal(LATER, Moment)), else_=sa.null())
    chosen = sa.select(
        people.c.id.label("person_id"), capped.label("not_before"), sa.literal("cap").label("hold")
    )
    async with post.units() as unit:
        message = await unit.ledger.open(Message({"vi": screen()}), now=NOON)
        await freeze(unit, message, Lane.BROADCAST, chosen, now=NOON, holds=["cap"])
    await post.takes()
    assert await post.sends(64) == [3, 4, 5]
    assert await post.states(message) == {State.SENT: 3, State.HELD: 2}
    async with post.units.reading() as unit:
        reasons = {found.reason for found in await unit.ledger.results(message)}
    assert reasons == {"cap", ""}
    assert await post.stands(message) is Standing.OPEN
    assert await post.sends(64, LATER) == [1, 2]
    assert await post.stands(message) is Standing.DONE


async def test_a_closed_page_gets_it_on_opening(units: SqlUnits) -> None:
    post = Post(units, WEB)
    await post.people(2, WEB)
    message = await post.says()
    await post.takes()
    assert await post.picks(64) == []
    async with units() as unit:
        assert await unit.deliveries.arrived([Address(WEB, "1")], now=NOON) == 1
    assert await post.sends(64) == [1]
    assert await post.states(message) == {State.SENT: 1, State.HELD: 1}


async def test_blocked_on_one_account_reached_on_the_other(post: Post) -> None:
    await post.people(1, WEB)
    async with post.units() as unit:
        await unit.execute(sa.update(addresses).where(addresses.c.id == 6).values(person_id=1))
        chosen = sa.select(sa.literal(1).label("person_id"))
        message = await unit.ledger.open(Message({"vi": screen()}), now=NOON)
        await freeze(unit, message, Lane.BROADCAST, chosen, now=NOON)
    await post.takes()
    (one,) = await post.picks(64)
    assert one.address.account == TELEGRAM
    await post.settles(Outcome(one, State.BLOCKED, reason="blocked"))
    assert await post.states(message) == {State.HELD: 1}
    page = Post(post.units, WEB)
    await page.takes()
    async with post.units() as unit:
        await unit.deliveries.arrived([Address(WEB, "0")], now=NOON)
    assert await page.sends(64) == [1]
    assert await page.stands(message) is Standing.DONE


async def test_two_accounts_that_end_at_the_same_moment_finish_it(units: SqlUnits) -> None:
    one, other = Post(units), Post(units, account="telegram:2")
    await one.people(1)
    await one.people(1, other.account)
    for _ in range(10):
        message = await one.says()
        for post in (one, other):
            await post.takes()
        (mine,), (theirs,) = [await post.picks(9) for post in (one, other)]
        await asyncio.gather(
            one.settles(Outcome(mine, State.SENT, "1")),
            other.settles(Outcome(theirs, State.SENT, "2")),
        )
        async with units.reading() as unit:
            progress = await unit.ledger.progress(message)
        assert progress
        assert progress.standing is Standing.DONE


async def test_f12_blocked_is_not_tried_again_until_they_write(post: Post) -> None:
    message = await post.says()
    await post.takes()
    for one in await post.picks(2):
        await post.settles(Outcome(one, State.BLOCKED, reason="bot was blocked by the user"))
    await post.sends(64)
    assert await post.states(message) == {State.SENT: 3, State.BLOCKED: 2}
    assert await post.stands(message) is Standing.DONE
    await post.says()
    assert await post.sends(64) == [3, 4, 5]


async def test_f14_a_moved_chat_is_known_by_its_new_name(post: Post) -> None:
    await post.says()
    await post.takes()
    (one,) = await post.picks(1)
    await post.settles(Outcome(one, State.SENT, moved="-100500"))
    await post.sends(64)
    await post.says()
    assert (await post.picks(1))[0].address == Address(TELEGRAM, "-100500")


async def test_somebody_erased_while_it_goes_out(post: Post) -> None:
    message = await post.says()
    await post.takes()
    under_way = await post.picks(1)
    async with post.units() as unit:
        await unit.data.erase(1, now=NOON)
        await unit.data.erase(5, now=NOON)
    await post.settles(*(Outcome(one, State.SENT) for one in under_way))
    assert await post.sends(64) == [2, 3, 4]
    async with post.units.reading() as unit:
        counted = await unit.ledger.states(message)
    assert counted == {State.SENT: 3, State.CANCELLED: 2}
    assert await post.stands(message) is Standing.DONE


async def test_rolled_up_after_a_season_with_the_same_numbers(post: Post) -> None:
    message = await post.says()
    await post.takes()
    await post.sends(3)
    async with post.units() as unit:
        await unit.ledger.cancel(message, now=NOON)
    before = await post.states(message)
    async with post.units() as unit:
        await unit.retention.apply(now=NOON + timedelta(days=91))
        left = await unit.execute(sa.select(sa.func.count()).select_from(deliveries))
        assert left.scalar_one() == 0
    assert await post.states(message) == before == {State.SENT: 3, State.CANCELLED: 2}
