"""From preview to decision: time, options, trial, asking, agreeing, overriding."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot import buttons, dates, windows
from bot.broadcasts import deciding, viewing, writing
from bot.broadcasts.deciding import SAID, Decision, Desk, Verdict
from bot.broadcasts.drafts import AskReason, AskTime
from bot.broadcasts.house import setting
from bot.broadcasts.planning import plan
from bot.broadcasts.telling import Telling
from bot.broadcasts.values import EDITABLE, Broadcast, Stage
from bot.broadcasts.writing import Change
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import broadcast_plans as screens
from bot.screens import broadcasts as broadcast_screens
from handlers.broadcasts import gone, own, pressed
from handlers.turn import Services, Turn


async def open_(turn: Turn, unit: Unit, services: Services) -> Screen:
    """One broadcast as it stands now."""
    number = getattr(turn.meant, "broadcast", 0)
    found = await viewing.visible(unit, number, turn.actor, services)
    return gone(turn) if found is None else await show(turn, unit, services, found)


async def try_(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The exact message to oneself, in every language that somebody of the audience reads."""
    found = await own(turn, unit)
    if found is None or found.stage not in EDITABLE:
        return gone(turn)
    made = await plan(unit, found, setting(services), now=turn.now)
    if made.fault is None or made.fault.message == "bc.fault.refused":
        languages = [*made.count.languages] or [turn.actor.language]
        found = await Telling(services).tries(unit, found, languages, turn.now)
    return await show(turn, unit, services, found)


async def set_option(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.SetOption)
    found, on = await own(turn, unit), bool(turn.meant.on)
    if found is None or turn.meant.option not in ("urgent", "staged"):
        return gone(turn)
    urgent = on if turn.meant.option == "urgent" else found.urgent
    staged = on if turn.meant.option == "staged" else found.staged
    wanted = replace(found, urgent=urgent, staged=staged)
    return await changed(turn, unit, services, found, wanted)


async def ask_time(turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await own(turn, unit)
    if found is None or found.stage not in EDITABLE:
        return gone(turn)
    await unit.drafts.open(turn.actor.id, AskTime(found.id), now=turn.now)
    return screens.ask_time(found, turn.catalog, now=turn.now)


async def typed_time(turn: Turn, unit: Unit, services: Services) -> Screen:
    """A time in words: taken, asked back, or why not."""
    assert isinstance(turn.draft, AskTime)
    found = await unit.broadcasts.one(turn.draft.broadcast)
    if found is None or found.author != turn.actor.person:
        return gone(turn)
    meant = dates.parse(getattr(turn.action, "text", ""), now=turn.now)
    if not isinstance(meant, datetime):
        return screens.not_a_time(found, meant, turn.catalog, now=turn.now)
    return await at(turn, unit, services, found, meant)


async def send_at(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.SendAt)
    found, minute = await own(turn, unit), turn.meant.minute
    if found is None:
        return gone(turn)
    if minute <= 0:
        return await changed(turn, unit, services, found, replace(found, at=None))
    moment = datetime.fromtimestamp(minute * 60, UTC)
    if moment < turn.now:
        return screens.not_a_time(found, dates.Trouble.PAST, turn.catalog, now=turn.now)
    return await at(turn, unit, services, found, moment)


async def at(
    turn: Turn, unit: Unit, services: Services, found: Broadcast, moment: datetime
) -> Screen:
    """Set the time, unless nobody is to be disturbed then."""
    if moment > turn.now and not found.urgent and not windows.is_open(moment):
        return screens.quiet(found, moment, turn.catalog, now=turn.now)
    await unit.drafts.close(turn.actor.id)
    wanted = replace(found, at=moment if moment > turn.now else None)
    return await changed(turn, unit, services, found, wanted)


async def changed(
    turn: Turn, unit: Unit, services: Services, found: Broadcast, wanted: Broadcast
) -> Screen:
    """The broadcast after a change, or why it could not be made."""
    done = await writing.settle(unit, found, wanted)
    if done.change is Change.LATE:
        return broadcast_screens.not_written(found, done.change, turn.catalog)
    return await show(turn, unit, services, done.broadcast)


async def submit(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.SubmitBroadcast)
    found = await own(turn, unit)
    if found is None:
        return gone(turn)
    made = await deciding.submit(desk(turn, unit, services), found, turn.meant.digest)
    if made.verdict is Verdict.ASKED:
        await Telling(services).asks(unit, made.plan, turn.now)
    return await decided(turn, unit, services, made)


async def approve(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ApproveBroadcast)
    found = await viewing.visible(unit, turn.meant.broadcast, turn.actor, services)
    if found is None:
        return gone(turn)
    digest, shown = turn.meant.digest, turn.meant.persons
    made = await deciding.approve(desk(turn, unit, services), found, digest, shown)
    if made.verdict is Verdict.READY:
        await Telling(services).decided(unit, "bc.approved.told", made.plan.broadcast, turn.now)
    return await decided(turn, unit, services, made)


async def return_(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ReturnBroadcast)
    found = await viewing.visible(unit, turn.meant.broadcast, turn.actor, services)
    if found is None:
        return gone(turn)
    made = await deciding.return_(desk(turn, unit, services), found)
    if made.verdict is Verdict.RETURNED:
        await Telling(services).decided(unit, "bc.returned.told", found, turn.now)
    return await decided(turn, unit, services, made)


async def ask_override(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AskOverride)
    found = await own(turn, unit)
    if found is None:
        return gone(turn)
    draft = AskReason(found.id, turn.meant.digest)
    await unit.drafts.open(turn.actor.id, draft, now=turn.now)
    return screens.ask_reason(found, turn.catalog)


async def override(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.draft, AskReason)
    found = await unit.broadcasts.one(turn.draft.broadcast)
    reason = " ".join(getattr(turn.action, "text", "").split())
    if found is None or found.author != turn.actor.person:
        return gone(turn)
    digest = turn.draft.digest
    made = await deciding.override(desk(turn, unit, services), found, digest, reason)
    await unit.drafts.close(turn.actor.id)
    if made.verdict is Verdict.READY:
        await Telling(services).overridden(unit, made.plan, turn.now)
    return await decided(turn, unit, services, made)


async def decided(turn: Turn, unit: Unit, services: Services, made: Decision) -> Screen:
    """What became of it, in one sentence, or the broadcast as it stands now."""
    mine = made.plan.broadcast.author == turn.actor.person
    if mine and made.verdict in (Verdict.READY, Verdict.ASKED, Verdict.FAULTY, Verdict.UNTRIED):
        return await show(turn, unit, services, made.plan.broadcast)
    if made.verdict is Verdict.FAULTY and made.plan.fault is not None:
        fault = made.plan.fault
        return screens.told(fault.message, made.plan.broadcast, turn.catalog, **fault.holes)
    return screens.told(SAID[made.verdict], made.plan.broadcast, turn.catalog)


def desk(turn: Turn, unit: Unit, services: Services) -> Desk:
    return Desk(unit, setting(services), turn.actor, turn.now)


async def show(turn: Turn, unit: Unit, services: Services, found: Broadcast) -> Screen:
    """The author's screen is kept up to date from now on."""
    if found.author == turn.actor.person and found.stage is not Stage.DROPPED:
        await unit.broadcasts.show_status(found.id, turn.actor.id, pressed(turn))
    return await viewing.view(unit, found, turn.actor, services, turn.catalog, now=turn.now)
