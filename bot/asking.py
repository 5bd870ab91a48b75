"""Asking: questions and answers between an official and a reporter who never see each other's
account. Both go through the case: every word is an event of it, every file is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from bot import alerting, casework, letters
from bot.case_news import tell_reporter
from bot.house import House
from bot.incoming import Media
from bot.people import Actor
from bot.ports import Unit
from bot.redrawing import redraw
from bot.reports import Case, Event, State, What
from bot.reports.files import MOST_BYTES
from bot.reports.giveaway import gives_away
from bot.screens import case_letters as screens
from bot.screens.alerts import alert_again
from bot.sight import sight
from content.search import Finding, Verdict

LONGEST = 1000
"""Characters of a question or an answer; what is longer comes in two."""

FILES = ("photo", "voice", "audio", "video")


class Trouble(StrEnum):
    """Why nothing was asked or answered; each has its own sentence."""

    NOBODY = "nobody"
    OVER = "over"
    FULL = "full"
    LONG = "long"
    KIND = "kind"
    BIG = "big"


@dataclass(frozen=True, slots=True)
class Said:
    """Words or a file, whichever came."""

    words: str = ""
    media: Media | None = None

    @property
    def trouble(self) -> Trouble | None:
        if len(self.words) > LONGEST:
            return Trouble.LONG
        if self.media and self.media.kind not in FILES:
            return Trouble.KIND
        return Trouble.BIG if self.media and self.media.size > MOST_BYTES else None

    @property
    def line(self) -> str:
        """What the history keeps of it."""
        return self.words or (self.media.kind if self.media else "")


class Course(StrEnum):
    """What becomes of an answer before anybody is told of it."""

    TELL = "tell"
    WARN = "warn"
    """It may give its sender away: shall it be sent?"""
    CARD_FIRST = "card first"
    """It sounds like an emergency: what to do, then shall it be sent?"""
    CARD = "card"
    """Distress goes to nobody."""


def course(case: Case, answer: Said, finding: Finding) -> Course:
    """`finding`: what the search makes of the words. A red case is about an emergency anyway."""
    if finding.verdict is Verdict.DISTRESS:
        return Course.CARD
    if finding.verdict is Verdict.EMERGENCY and not case.red:
        return Course.CARD_FIRST
    return Course.WARN if exposes(case, answer) else Course.TELL


def exposes(case: Case, answer: Said) -> bool:
    """Whether it may tell who sent it. A voice is known to those who know it."""
    voice = answer.media is not None and answer.media.kind == "voice"
    return not case.known and (voice or gives_away(answer.words))


async def ask(
    unit: Unit, actor: Actor, case: int, said: Said, house: House, *, now: datetime
) -> Case | Trouble | None:
    """A question to the reporter. None when the case is none of the actor's."""
    known = await casework.worked(unit, actor, case, house, now=now)
    if known is None:
        return None
    if known.reporter is None:
        return Trouble.NOBODY
    if not known.open:
        return Trouble.OVER
    if (trouble := said.trouble) is not None:
        return trouble
    if said.media and not await _attach(unit, actor, known, said.media, now, office=True):
        return Trouble.FULL
    event = Event(now, What.ASKED, actor.person, said.line)
    after = await casework.act(unit, actor, case, partial(_asked, now=now), event, house)
    if after is None:
        return Trouble.OVER
    if not said.media:
        await tell_reporter(unit, after, event, house)
    return after


def _asked(case: Case, *, now: datetime) -> Case | None:
    return replace(case, asked_at=now) if case.open else None


async def answer(
    unit: Unit, actor: Actor, case: int, said: Said, house: House, *, now: datetime
) -> Case | Trouble | None:
    """The reporter's word about their own case, whether it was asked for or not."""
    if (trouble := said.trouble) is not None:
        return trouble
    own = await unit.reports.one(case)
    if own is None or own.reporter != actor.person:
        return None
    if own.open and said.media and not await _attach(unit, actor, own, said.media, now):
        return Trouble.FULL
    event = Event(now, What.ANSWERED, actor.person, said.line)
    while own is not None and own.open:
        if await unit.reports.change(replace(own, asked_at=None), event):
            await _tell_office(unit, own, house, now)
            return replace(own, asked_at=None, version=own.version + 1)
        own = await unit.reports.one(case)
    return Trouble.OVER


async def _tell_office(unit: Unit, case: Case, house: House, now: datetime) -> None:
    """Whoever takes care of the case, and whoever asked last; they read the answer in the case."""
    history = await unit.reports.history(case.id)
    askers = [e.actor for e in history if e.what is What.ASKED and e.actor is not None]
    keepers = await alerting.keepers(unit, case, house.areas, now=now)
    told = list(dict.fromkeys([*keepers, *askers[-1:]]))
    await unit.casework.share(case.id, told)
    draw = partial(screens.answered, case)
    posted = await letters.tell(unit, told, draw, house.catalogs, now=now)
    await unit.casework.remember(case.id, posted)


async def _attach(
    unit: Unit, actor: Actor, case: Case, media: Media, now: datetime, *, office: bool = False
) -> bool:
    account = actor.address.account
    kept = await unit.reports.attach(case.id, media, account=account, now=now)
    if kept is not None and office:
        await unit.casework.for_reporter(kept)
    return kept is not None


async def shown(unit: Unit, case: Case, event: Event, *, now: datetime) -> str:
    """The file that came with a question, "" when it came without one or is not fetched yet."""
    if event.what is not What.ASKED or event.words not in FILES:
        return ""
    sent = [
        f for f in await unit.reports.files(case.id) if f.for_reporter and f.kind == event.words
    ]
    data = await unit.reports.data(sent[-1].id) if sent else None
    return await unit.files.put(*data, now=now) if data else ""


async def meant(unit: Unit, actor: Actor, replied: str, house: House) -> Case | None:
    """The case of the message that was replied to, when it is the actor's own or theirs to see."""
    number = await unit.casework.about(actor, replied) if replied else None
    if number is None:
        return None
    own = await unit.reports.one(number)
    if own is not None and own.reporter == actor.person:
        return own
    return await unit.casework.one(number, sight(actor, house.areas))


async def dispute(
    unit: Unit, actor: Actor, case: int, house: House, *, now: datetime
) -> Case | None:
    """The reporter says that it is not done: the case is open again, and those on duty are told."""
    own = await unit.reports.one(case)
    if own is None or own.reporter != actor.person or own.state is not State.CLOSED:
        return None
    again = replace(own, state=State.SENT, taken_by=None, taken_at=None, joined=None)
    again = replace(again, ending=None, closed_at=None)
    if not await unit.reports.change(again, Event(now, What.REOPENED, actor.person)):
        return None
    after = replace(again, version=own.version + 1)
    await alerting.alert_for(unit, after, house, now=now, draw=alert_again)
    await redraw(unit, after, house, now=now)
    return after
