"""F2, F3, F9-F14 for what nobody asked for: messages to many, through Telegram's every trouble."""

from __future__ import annotations

from datetime import UTC, datetime

import aiohttp
import pytest

from bot.ledger import Class, Standing, State
from tests.stories.helpers import count, sent, until
from tests.stories.sendings import WORDS, comes_to, everybody, progress, says
from tests.stories.test_faults_kill import process
from tests.world import World

SEND = "sendMessage"


async def test_everybody_gets_it_once(world: World) -> None:
    persons = await everybody(world, 3)
    message = await says(world)
    await comes_to(world, message, sent=3)
    assert [sent(world, person, WORDS) for person in persons] == [1, 1, 1]
    assert (await progress(world, message)).standing is Standing.DONE


@pytest.mark.parametrize("kind", list(Class))
async def test_f2_f3_killed_between_telegrams_yes_and_our_note_of_it(
    world: World, kind: Class
) -> None:
    """What is under way at the kill is unknown, or said again when it is an alert."""
    persons = await everybody(world, 8)
    await world.stops()
    world.now = datetime.now(UTC)  # the process below knows no other
    message = await says(world, kind=kind)
    assert world.app
    await world.app.engine.dispose()
    slow = world.telegram.faults.delay(60, method=SEND, after=True)
    async with process(world):

        async def accepted() -> bool:
            return slow.hits > 0

        await until(accepted, "Telegram's yes", seconds=20)
    world.telegram.faults.clear()
    await world.starts()

    async def ended() -> bool:
        return await _ended(world, message)

    await until(ended, "the end", seconds=20)
    copies = [sent(world, person, WORDS) for person in persons]
    if kind is Class.ALERT:
        assert min(copies) == 1
        assert max(copies) == 2
    else:
        assert max(copies) == 1
        assert copies.count(0) <= (await progress(world, message)).count(State.UNKNOWN)


async def test_f9_a_lost_answer_is_unknown_and_not_said_again(world: World) -> None:
    persons = await everybody(world, 3)
    world.telegram.faults.drop(method=SEND, after=True, calls=1)
    message = await says(world)
    await comes_to(world, message, sent=2, unknown=1)
    assert sum(sent(world, person, WORDS) for person in persons) == 3


async def test_f10_refused_for_a_while_then_taken(world: World) -> None:
    await everybody(world, 3)
    storm = world.telegram.faults.flood(1, method=SEND, calls=2)
    message = await says(world)
    await comes_to(world, message, sent=3)
    assert storm.hits == 2


async def test_f10_a_long_refusal_waits_in_the_rows(world: World) -> None:
    await everybody(world, 2)
    world.telegram.faults.flood(600, method=SEND, calls=1)
    message = await says(world)

    async def put_off() -> bool:
        return await count(world, "deliveries WHERE not_before IS NOT NULL") > 0

    await until(put_off, "the row")
    assert (await progress(world, message)).ended <= 1


async def test_f11_a_server_error_is_tried_again(world: World) -> None:
    persons = await everybody(world, 2)
    broken = world.telegram.faults.status(502, method=SEND, calls=2)
    message = await says(world)
    await comes_to(world, message, sent=2)
    assert broken.hits == 2
    assert [sent(world, person, WORDS) for person in persons] == [1, 1]


async def test_f12_blocked_is_no_error_of_the_message(world: World) -> None:
    an, binh, chi = await everybody(world, 3)
    an.blocks()
    message = await says(world)
    await until(lambda: _ended(world, message), "the end")
    found = await progress(world, message)
    assert found.standing is Standing.DONE
    assert (found.count(State.SENT), found.count(State.REJECTED)) == (2, 0)
    assert [sent(world, person, WORDS) for person in (an, binh, chi)] == [0, 1, 1]


async def _ended(world: World, message: int) -> bool:
    found = await progress(world, message)
    return found.ended == found.total


async def test_f13_refused_content_stops_and_its_author_hears_of_it(world: World) -> None:
    an, *others = await everybody(world, 12)
    message = await says(world, "x" * 5000, author=1)
    await an.waits_for(f"Tin phát số {message} đã tạm dừng")
    found = await progress(world, message)
    assert found.standing is Standing.PAUSED
    assert "too long" in found.wrong
    assert found.count(State.QUEUED) > 0
    assert sum(sent(world, person, "xxx") for person in (an, *others)) == 0


async def test_paused_at_once_resumed_and_nobody_is_left_out(world: World) -> None:
    await everybody(world, 3)
    assert world.app
    world.telegram.faults.flood(3, method=SEND, calls=1)
    message = await says(world)
    async with world.app.units() as unit:
        assert await unit.ledger.pause(message)
    assert (await progress(world, message)).standing is Standing.PAUSED
    async with world.app.units() as unit:
        assert await unit.ledger.resume(message)
    await comes_to(world, message, seconds=20, sent=3)


async def test_recalled_messages_are_gone_from_the_chats(world: World) -> None:
    an, _ = await everybody(world, 2)
    message = await says(world)
    await comes_to(world, message, sent=2)
    assert world.app
    async with world.app.units() as unit:
        again = await unit.ledger.recall(message, {}, now=world.now)
    await comes_to(world, again, sent=2)
    assert WORDS not in [shown.text for shown in an.inbox]


async def test_a_page_gets_it_at_once_or_on_opening(world: World) -> None:
    here = await world.visitor()
    await here.types("giàn giáo")
    await here.waits_for("Giàn giáo")
    message = await says(world)
    await here.waits_for(WORDS)
    await comes_to(world, message, sent=1)
    await here.leaves()

    later = await says(world, "tin thứ hai")
    await comes_to(world, later, held=1)


async def test_the_operators_figures_name_nobody(world: World) -> None:
    (an,) = await everybody(world, 1)
    await comes_to(world, await says(world), sent=1)
    async with aiohttp.ClientSession() as http, http.get(f"{world.web_url}/metrics") as answer:
        told = await answer.text()
    assert answer.status == 200
    assert 'antoan_sender_owns{account="telegram:100200300"} 1' in told
    assert 'antoan_ceiling_per_second{account="telegram:100200300"} 30' in told
    assert 'antoan_refusals_total{account="telegram:100200300"} 0' in told
    assert 'antoan_said_per_second{account="telegram:100200300"}' in told
    assert 'antoan_deliveries{state="sent"}' in told
    assert "antoan_deliveries_oldest_seconds 0" in told
    assert str(an.id) not in told
