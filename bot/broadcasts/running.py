"""Running broadcasts: begin what is due, rest outside the windows, end what is over.

Rows are the truth: whatever is due is found there, moved on in one small unit that checks again,
and found anew after a restart. Sending itself is the ledger's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot import windows
from bot.audit import Deed
from bot.broadcasts.approving import Reason
from bot.broadcasts.content import Fault
from bot.broadcasts.planning import Plan, Setting, author_of, plan, reach_of
from bot.broadcasts.values import STAGE_WAIT, Broadcast, Stage, first_share
from bot.errors import Unavailable
from bot.ledger import Class, Lane, Message, Progress, Standing, State
from bot.ports import Unit, Units
from bot.screen import Screen

LATEST, LATEST_URGENT = timedelta(days=1), timedelta(hours=2)
"""So long after its time it still goes out: the server was down meanwhile."""

log = structlog.get_logger(__name__)

_OPEN = (Stage.READY, Stage.SENDING, Stage.RESTING, Stage.PAUSED)


class _Overtaken(Exception):
    """Somebody has stopped it while it was moved on."""


class Words(Protocol):
    """What is said: screens of a broadcast, and what its author is told."""

    def screens(self, broadcast: Broadcast) -> Mapping[str, Screen]: ...

    async def stopped(self, unit: Unit, broadcast: Broadcast, why: Fault, now: datetime) -> None:
        """Tell the author that it does not go out, and why."""
        ...

    async def halted(self, unit: Unit, broadcast: Broadcast, wrong: str, now: datetime) -> None:
        """Tell the author that the channel refuses it and it is paused."""
        ...


class Runner:
    """`tick` moves every broadcast on that can be moved."""

    def __init__(self, units: Units, setting: Setting, words: Words) -> None:
        self._units = units
        self._setting = setting
        self._words = words

    async def tick(self, now: datetime) -> None:
        async with self._units.reading() as unit:
            standing = await unit.broadcasts.standing(_OPEN)
        for broadcast in standing:
            if not self._idle(broadcast, now):
                await self._try(broadcast, now)

    async def _try(self, broadcast: Broadcast, now: datetime) -> None:
        try:
            async with self._units() as unit:
                fresh = await unit.broadcasts.one(broadcast.id)
                if fresh is not None and fresh.stage is broadcast.stage:
                    await self._move(unit, fresh, now)
        except Unavailable:
            raise
        except _Overtaken:
            log.info("somebody was faster", broadcast=broadcast.id)
        except Exception:  # one that fails must not hold up those behind it
            log.exception("a broadcast could not be moved on", broadcast=broadcast.id)

    def _idle(self, broadcast: Broadcast, now: datetime) -> bool:
        """Whether nothing can have happened to it yet."""
        shut = not broadcast.urgent and not windows.is_open(now)
        match broadcast.stage:
            case Stage.READY:
                return shut or (broadcast.at is not None and broadcast.at > now)
            case Stage.RESTING:
                return shut
            case _:
                return False

    async def _move(self, unit: Unit, broadcast: Broadcast, now: datetime) -> None:
        match broadcast.stage:
            case Stage.READY:
                await self._start(unit, broadcast, now)
            case Stage.RESTING:
                await _store(unit, replace(broadcast, stage=Stage.SENDING), was=broadcast.stage)
                for message in broadcast.messages:
                    await unit.ledger.resume(message)
            case _:
                await self._watch(unit, broadcast, now)

    async def _start(self, unit: Unit, broadcast: Broadcast, now: datetime) -> None:
        """Freeze the audience, unless something has come in the way since it was decided."""
        made = await plan(unit, replace(broadcast, at=None), self._setting, now=now)
        if why := _unfit(broadcast, made, now):
            ended = replace(broadcast, stage=Stage.CANCELLED, ended_at=now)
            await _store(unit, ended, was=broadcast.stage)
            await self._words.stopped(unit, broadcast, why, now)
            return
        one_in = first_share(made.count.persons) if broadcast.staged else 1
        begun = replace(broadcast, stage=Stage.SENDING, started_at=now)
        await self._post(unit, begun, one_in, was=broadcast.stage, now=now)
        deed = Deed(
            broadcast.author, "broadcast.start", f"broadcasts:{broadcast.id}", area=broadcast.area
        )
        await unit.audit.write(deed, now=now)

    async def _post(
        self, unit: Unit, begun: Broadcast, one_in: int, *, was: Stage, now: datetime
    ) -> None:
        message = await unit.ledger.open(
            Message(
                self._words.screens(begun),
                lane=Lane.ALERT if begun.urgent else Lane.BROADCAST,
                kind=Class.ALERT if begun.urgent else Class.ORDINARY,
                expires_at=now + begun.keep,
                author=begun.author,
            ),
            now=now,
        )
        grants = await author_of(unit, begun, now=now)
        reach = reach_of(begun, grants, self._setting.places)
        persons = await unit.broadcasts.freeze(begun, message, reach, one_in=one_in, now=now)
        if not persons:
            await unit.ledger.cancel(message, now=now)  # nobody would ever end it
        messages = (*begun.messages, message)
        grown = replace(begun, persons=begun.persons + persons, messages=messages)
        await _store(unit, grown, was=was)

    async def _watch(self, unit: Unit, broadcast: Broadcast, now: datetime) -> None:
        """What is going out: the ledger knows whether it is over, or something is wrong."""
        goes = [await unit.ledger.progress(message) for message in broadcast.messages]
        known = [progress for progress in goes if progress is not None]
        wrong = next((p.wrong for p in known if p.standing is Standing.PAUSED and p.wrong), "")
        half = _half_done(broadcast)
        if wrong and broadcast.stage is Stage.SENDING:
            await self._halt(unit, broadcast, wrong, now)
        elif not half and all(p.standing not in (Standing.OPEN, Standing.PAUSED) for p in known):
            over = replace(broadcast, stage=Stage.DONE, ended_at=now)
            await _store(unit, over, was=broadcast.stage)
        elif broadcast.stage is Stage.SENDING and not _may_go_on(broadcast, now):
            await _store(unit, replace(broadcast, stage=Stage.RESTING), was=broadcast.stage)
            for message in broadcast.messages:
                await unit.ledger.pause(message)
        elif broadcast.stage is Stage.SENDING and half and known:
            await self._go_on(unit, broadcast, known[0], now)

    async def _go_on(
        self, unit: Unit, broadcast: Broadcast, first: Progress, now: datetime
    ) -> None:
        """From the first share to everybody else, unless the first ones could not get it. Whoever
        has resumed it after that has seen why.
        """
        if broadcast.persons and now - (broadcast.started_at or now) < STAGE_WAIT:
            return
        if first.count(State.REJECTED) * 100 > first.ended and not broadcast.wrong:
            results = await unit.ledger.results(broadcast.messages[0])
            reasons = (r.reason for r in results if r.state is State.REJECTED and r.reason)
            await self._halt(unit, broadcast, next(reasons, State.REJECTED), now)
        else:
            await self._post(unit, broadcast, 1, was=broadcast.stage, now=now)

    async def _halt(self, unit: Unit, broadcast: Broadcast, wrong: str, now: datetime) -> None:
        halted = replace(broadcast, stage=Stage.PAUSED, wrong=wrong)
        await _store(unit, halted, was=broadcast.stage)
        for message in broadcast.messages:
            await unit.ledger.pause(message)
        await self._words.halted(unit, broadcast, wrong, now)


async def _store(unit: Unit, broadcast: Broadcast, *, was: Stage) -> None:
    """Raises _Overtaken: then nothing of this unit may happen."""
    if not await unit.broadcasts.store(broadcast, was=was):
        raise _Overtaken


def _half_done(broadcast: Broadcast) -> bool:
    return broadcast.staged and len(broadcast.messages) == 1


def _may_go_on(broadcast: Broadcast, now: datetime) -> bool:
    return broadcast.urgent or windows.is_open(now)


def _unfit(broadcast: Broadcast, made: Plan, now: datetime) -> Fault | None:
    """Why what was decided must not begin now."""
    latest = LATEST_URGENT if broadcast.urgent else LATEST
    if broadcast.at is not None and now - broadcast.at > latest:
        return Fault("bc.fault.late")
    if made.fault is not None:
        return made.fault
    agreed = broadcast.approved == broadcast.digest
    if made.reason is not None and not agreed:
        return Fault(
            "bc.fault.grown" if made.reason is not Reason.URGENT else "bc.fault.unapproved"
        )
    return None
