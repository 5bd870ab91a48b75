"""Running broadcasts: begin what is due, rest outside the windows, end what is over.

Rows are the truth: whatever is due is found there, moved on in one small unit that checks again,
and found anew after a restart. Sending itself is the ledger's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot import windows
from bot.audit import Deed
from bot.broadcasts.approving import Reason
from bot.broadcasts.content import Fault
from bot.broadcasts.memory import Share
from bot.broadcasts.planning import Plan, Setting, author_of, plan, reach_of
from bot.broadcasts.values import STAGE_ONE_IN, STAGE_WAIT, Broadcast, Stage
from bot.ledger import Class, Lane, Message, Standing
from bot.ports import Unit, Units
from bot.screen import Screen

LATEST, LATEST_URGENT = timedelta(days=1), timedelta(hours=2)
"""So long after its time it still goes out: the server was down meanwhile."""

_OPEN = (Stage.READY, Stage.SENDING, Stage.RESTING, Stage.PAUSED)


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
            if self._idle(broadcast, now):
                continue
            async with self._units() as unit:
                fresh = await unit.broadcasts.one(broadcast.id)
                if fresh is not None and fresh.stage is broadcast.stage:
                    await self._move(unit, fresh, now)

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
                for message in broadcast.messages:
                    await unit.ledger.resume(message)
                awake = replace(broadcast, stage=Stage.SENDING)
                await unit.broadcasts.store(awake, was=broadcast.stage)
            case _:
                await self._watch(unit, broadcast, now)

    async def _start(self, unit: Unit, broadcast: Broadcast, now: datetime) -> None:
        """Freeze the audience, unless something has come in the way since it was decided."""
        made = await plan(unit, replace(broadcast, at=None), self._setting, now=now)
        if why := _unfit(broadcast, made, now):
            ended = replace(broadcast, stage=Stage.CANCELLED, ended_at=now)
            await unit.broadcasts.store(ended, was=broadcast.stage)
            await self._words.stopped(unit, broadcast, why, now)
            return
        share = Share(STAGE_ONE_IN, rest=False) if broadcast.staged else None
        begun = replace(broadcast, stage=Stage.SENDING, started_at=now)
        await self._post(unit, begun, share, was=broadcast.stage, now=now)
        deed = Deed(
            broadcast.author, "broadcast.start", f"broadcasts:{broadcast.id}", area=broadcast.area
        )
        await unit.audit.write(deed, now=now)

    async def _post(
        self, unit: Unit, begun: Broadcast, share: Share | None, *, was: Stage, now: datetime
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
        persons = await unit.broadcasts.freeze(begun, message, reach, share=share, now=now)
        messages = (*begun.messages, message)
        grown = replace(begun, persons=begun.persons + persons, messages=messages)
        await unit.broadcasts.store(grown, was=was)

    async def _watch(self, unit: Unit, broadcast: Broadcast, now: datetime) -> None:
        """What is going out: the ledger knows whether it is over, or something is wrong."""
        goes = [await unit.ledger.progress(message) for message in broadcast.messages]
        known = [progress for progress in goes if progress is not None]
        paused = next((p for p in known if p.standing is Standing.PAUSED and p.wrong), None)
        if paused is not None and broadcast.stage is Stage.SENDING:
            await self._halt(unit, broadcast, paused.wrong, now)
        elif broadcast.stage is Stage.SENDING and _half_done(broadcast):
            if not broadcast.persons or now - (broadcast.started_at or now) >= STAGE_WAIT:
                rest = Share(STAGE_ONE_IN, rest=True)
                await self._post(unit, broadcast, rest, was=broadcast.stage, now=now)
        elif all(p.standing not in (Standing.OPEN, Standing.PAUSED) for p in known):
            over = replace(broadcast, stage=Stage.DONE, ended_at=now)
            await unit.broadcasts.store(over, was=broadcast.stage)
        elif broadcast.stage is Stage.SENDING and not _may_go_on(broadcast, now):
            for message in broadcast.messages:
                await unit.ledger.pause(message)
            resting = replace(broadcast, stage=Stage.RESTING)
            await unit.broadcasts.store(resting, was=broadcast.stage)

    async def _halt(self, unit: Unit, broadcast: Broadcast, wrong: str, now: datetime) -> None:
        for message in broadcast.messages:
            await unit.ledger.pause(message)
        halted = replace(broadcast, stage=Stage.PAUSED, note=wrong)
        await unit.broadcasts.store(halted, was=broadcast.stage)
        await self._words.halted(unit, broadcast, wrong, now)


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
