"""Deciding about a broadcast: asking for a second person, agreeing, returning, overriding, and
stopping. Everything that somebody decides is in the audit log.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot import windows
from bot.audit import Deed
from bot.broadcasts import approving
from bot.broadcasts.planning import Plan, Setting, plan
from bot.broadcasts.values import EDITABLE, OVER, RUNNING, Broadcast, Stage
from bot.ledger import State
from bot.people import Actor
from bot.ports import Unit


class Verdict(StrEnum):
    """What became of it."""

    READY = "ready"
    """Nobody else is needed, or the second person agreed: it goes out at its time."""
    ASKED = "asked"
    RETURNED = "returned"
    CHANGED = "changed"
    """Something is not as it was when the screen was drawn."""
    DRIFTED = "drifted"
    """The number of people is another one: look again."""
    FAULTY = "faulty"
    UNTRIED = "untried"
    NOT_YOURS = "not yours"
    TAKEN = "taken"
    """Somebody else decided before."""
    OWN = "own"
    """Nobody approves their own message."""
    DONE = "done"


SAID: dict[Verdict, str] = {
    Verdict.CHANGED: "bc.changed",
    Verdict.DRIFTED: "bc.drifted",
    Verdict.UNTRIED: "bc.untried",
    Verdict.NOT_YOURS: "bc.gone",
    Verdict.TAKEN: "bc.taken",
    Verdict.OWN: "bc.approve.own",
    Verdict.RETURNED: "bc.returned",
    Verdict.READY: "bc.approved",
}
"""What whoever pressed is told, by message id."""


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: Verdict
    plan: Plan


@dataclass(frozen=True, slots=True)
class Desk:
    """Who decides, when, and with what in hand."""

    unit: Unit
    setting: Setting
    actor: Actor
    now: datetime

    async def plan(self, broadcast: Broadcast) -> Plan:
        return await plan(self.unit, broadcast, self.setting, now=self.now)


async def submit(desk: Desk, broadcast: Broadcast, digest: str) -> Decision:
    """The author has finished: out it goes, or to a second person."""
    made = await desk.plan(broadcast)
    if found := _hindrance(made, digest, Stage.DRAFT):
        return Decision(found, made)
    if made.reason is None:
        ready = replace(broadcast, stage=Stage.READY)
        return await _move(desk, made, ready, Verdict.READY, "send")
    asked = replace(broadcast, stage=Stage.ASKED, asked_at=desk.now)
    return await _move(desk, made, asked, Verdict.ASKED, "ask")


async def approve(desk: Desk, broadcast: Broadcast, digest: str, shown: int) -> Decision:
    """A second person agrees to exactly what they saw, for about as many people."""
    made = await desk.plan(broadcast)
    if desk.actor.person == broadcast.author:
        return Decision(Verdict.OWN, made)
    if not approving.may_approve(desk.actor, broadcast, made.reached, desk.setting.places):
        return Decision(Verdict.NOT_YOURS, made)
    if found := _hindrance(made, digest, Stage.ASKED):
        return Decision(found, made)
    if approving.drifted(shown, made.count.persons):
        return Decision(Verdict.DRIFTED, made)
    agreed = replace(broadcast, approver=desk.actor.person, approved=broadcast.digest)
    return await _move(desk, made, replace(agreed, stage=Stage.READY), Verdict.READY, "approve")


async def return_(desk: Desk, broadcast: Broadcast) -> Decision:
    made = await desk.plan(broadcast)
    if not approving.may_approve(desk.actor, broadcast, made.reached, desk.setting.places):
        return Decision(Verdict.NOT_YOURS, made)
    if broadcast.stage is not Stage.ASKED:
        return Decision(Verdict.TAKEN, made)
    back = replace(broadcast, stage=Stage.DRAFT, asked_at=None)
    return await _move(desk, made, back, Verdict.RETURNED, "return")


async def override(desk: Desk, broadcast: Broadcast, digest: str, reason: str) -> Decision:
    """Send without a second person, for a reason that is logged and told to all who could be."""
    made = await desk.plan(broadcast)
    if not approving.may_override(desk.actor, broadcast, made.others):
        return Decision(Verdict.NOT_YOURS, made)
    if found := _hindrance(made, digest, broadcast.stage):
        return Decision(found, made)
    noted = replace(broadcast, approved=broadcast.digest, note=reason[:500])
    return await _move(desk, made, replace(noted, stage=Stage.READY), Verdict.READY, "override")


async def steer(
    unit: Unit, broadcast: Broadcast, to: Stage, *, actor: Actor, now: datetime
) -> Verdict:
    """Pause (PAUSED), resume (SENDING) or stop (CANCELLED) what is running or waiting for its time.
    Resumed outside the windows it rests until the next one opens.
    """
    broadcast = await unit.broadcasts.one(broadcast.id, alone=True) or broadcast
    if not _can_steer(broadcast.stage, to):
        return Verdict.TAKEN
    if to is Stage.SENDING and not broadcast.urgent and not windows.is_open(now):
        to = Stage.RESTING
    for message in broadcast.messages:
        match to:
            case Stage.PAUSED:
                await unit.ledger.pause(message)
            case Stage.SENDING:
                await unit.ledger.resume(message)
            case Stage.CANCELLED:
                await unit.ledger.cancel(message, now=now)
    ended = now if to is Stage.CANCELLED else None
    wrong = "" if to is Stage.PAUSED else broadcast.wrong
    changed = replace(broadcast, stage=to, ended_at=ended, wrong=wrong)
    if not await unit.broadcasts.store(changed, was=broadcast.stage):
        return Verdict.TAKEN
    await _log(unit, broadcast, f"broadcast.{to.value}", actor.person, now)
    return Verdict.DONE


def _can_steer(now: Stage, to: Stage) -> bool:
    match to:
        case Stage.PAUSED:
            return now in RUNNING and now is not Stage.PAUSED
        case Stage.SENDING:
            return now is Stage.PAUSED
        case _:
            return now not in OVER


def _hindrance(made: Plan, digest: str, stage: Stage) -> Verdict | None:
    """What keeps a broadcast from leaving this stage."""
    broadcast = made.broadcast
    if broadcast.stage is not stage or stage not in EDITABLE:
        return Verdict.CHANGED if broadcast.stage is Stage.DRAFT else Verdict.TAKEN
    if digest != broadcast.short_digest:
        return Verdict.CHANGED
    if made.fault is not None:
        return Verdict.FAULTY
    return None if made.trial is State.SENT else Verdict.UNTRIED


async def _move(
    desk: Desk, made: Plan, changed: Broadcast, verdict: Verdict, deed: str
) -> Decision:
    """Write it down unless somebody was faster."""
    if not await desk.unit.broadcasts.store(changed, was=made.broadcast.stage):
        return Decision(Verdict.TAKEN, made)
    await _log(desk.unit, changed, f"broadcast.{deed}", desk.actor.person, desk.now)
    return Decision(verdict, replace(made, broadcast=changed))


async def _log(unit: Unit, broadcast: Broadcast, action: str, actor: int, now: datetime) -> None:
    target, area = f"broadcasts:{broadcast.id}", broadcast.area
    await unit.audit.write(Deed(actor, action, target, broadcast.note, area), now=now)
