"""Letters said anew: edited for whoever has them, replaced for whoever has not."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.deliveries import Delivery, Outcome
from bot.incoming import Address
from bot.ledger import Class, Letter, Standing, State
from storage.ledger import deliveries
from storage.unit import SqlUnits
from tests.storage.test_ledger import SOON, WEB, Post, screen
from tests.world import NOON


@pytest.fixture
async def post(units: SqlUnits) -> Post:
    found = Post(units)
    await found.people(1)
    return found


async def letter(post: Post) -> int:
    """To one person."""
    async with post.units() as unit:
        return await unit.ledger.post(Letter([1], screen("ba tin"), Class.ALERT), now=NOON)


async def redraws(post: Post, message: int, words: str, *, wanted: bool = True) -> int:
    async with post.units() as unit:
        drawn = {"vi": screen(words)}
        return await unit.ledger.redraw(message, drawn, wanted=wanted, now=NOON)


async def says_what(post: Post, one: Delivery) -> str:
    async with post.units.reading() as unit:
        found = await unit.deliveries.screen(one.message, one.language)
    assert found
    return found.text.plain


async def test_redrawn_for_whoever_has_it_the_last_edit_alone(post: Post) -> None:
    message = await letter(post)
    await post.takes()
    assert await post.sends(64) == [1]
    for words in ("hai tin", "một tin"):
        assert await redraws(post, message, words) == message
    (edit,) = await post.picks(64)
    assert (edit.known, await says_what(post, edit)) == ("m1", "một tin")
    await post.settles(Outcome(edit, State.SENT, "m1"))
    assert await redraws(post, message, "hết") == message
    (edit,) = await post.picks(64)
    assert (edit.known, await says_what(post, edit)) == ("m1", "hết")


async def test_redrawn_before_it_is_sent_it_goes_as_it_stands(post: Post) -> None:
    message = await letter(post)
    instead = await redraws(post, message, "hai tin")
    assert instead != message
    await post.takes()
    (one,) = await post.picks(64)
    assert (one.message, one.known, await says_what(post, one)) == (instead, "", "hai tin")
    await post.settles(Outcome(one, State.SENT, "m1"))
    assert await post.states(message) == {State.CANCELLED: 1}
    assert await post.states(instead) == {State.SENT: 1}
    assert await post.stands(instead) is Standing.DONE


async def test_redrawn_for_nobody_any_more_it_never_goes(post: Post) -> None:
    message = await letter(post)
    assert await redraws(post, message, "hết", wanted=False) == message
    assert await redraws(post, message, "một tin") == message
    await post.takes()
    assert await post.picks(64) == []


@pytest.mark.parametrize("arrives", [True, False])
async def test_redrawn_while_it_is_under_way(post: Post, arrives: bool) -> None:
    """When it arrives it is edited, when it does not it goes as it stands; it is never lost."""
    message = await letter(post)
    await post.takes()
    (one,) = await post.picks(64)
    for words in ("hai tin", "một tin"):
        assert await redraws(post, message, words) == message
    if arrives:
        await post.settles(Outcome(one, State.SENT, "m1"))
        (edit,) = await post.picks(64)
        assert (edit.known, await says_what(post, edit)) == ("m1", "một tin")
        return
    await post.settles(Outcome(one, State.QUEUED, again_at=SOON))
    instead = await redraws(post, message, "hết")
    (again,) = await post.picks(64, SOON)
    assert (again.message, await says_what(post, again)) == (instead, "hết")
    await post.settles(Outcome(again, State.SENT, "m1"), now=SOON)
    assert await post.picks(64, SOON) == []


async def test_redrawn_for_a_page_that_is_closed(units: SqlUnits) -> None:
    post = Post(units, WEB)
    await post.people(1, WEB)
    instead = await redraws(post, await letter(post), "hai tin")
    await post.takes()
    assert await post.picks(64) == []
    async with units() as unit:
        assert await unit.deliveries.arrived([Address(WEB, "0")], now=NOON) == 1
    (one,) = await post.picks(64)
    assert (one.message, await says_what(post, one)) == (instead, "hai tin")


async def test_redrawn_for_somebody_who_is_erased(post: Post) -> None:
    message = await letter(post)
    async with post.units() as unit:
        await unit.execute(sa.delete(deliveries))
    assert await redraws(post, message, "hai tin") == message


async def test_a_second_edit_comes_while_the_first_is_under_way(post: Post) -> None:
    message = await letter(post)
    await post.takes()
    await post.sends(64)
    async with post.units() as unit:
        await unit.ledger.recall(message, {"vi": screen("sai")}, now=NOON)
    (edit,) = await post.picks(64)
    await post.settles(Outcome(edit, State.QUEUED, again_at=NOON))  # tried again, by its own time
    await post.picks(64)
    async with post.units() as unit:
        second = await unit.ledger.recall(message, {"vi": screen("đúng")}, now=NOON)
    (again,) = await post.picks(64)
    assert (again.message, again.known) == (second, "m1")


async def test_two_edits_while_the_letter_itself_is_under_way(post: Post) -> None:
    message = await letter(post)
    await post.takes()
    (under_way,) = await post.picks(64)
    async with post.units() as unit:
        for words in ("đã có người nhận", "đã khép lại"):
            newest = await unit.ledger.recall(message, {"vi": screen(words)}, now=NOON)
    assert await post.picks(64) == []
    await post.settles(Outcome(under_way, State.SENT, "m1"))
    assert [(one.message, one.known) for one in await post.picks(64)] == [(newest, "m1")]
