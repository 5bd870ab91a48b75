"""Broadcasts, for who writes them: the list, the words as they are sent, the buttons below."""

from __future__ import annotations

from dataclasses import replace

from bot import buttons
from bot.broadcasts import viewing, writing
from bot.broadcasts.content import Extra, Opens
from bot.broadcasts.drafts import AskExtra, Compose
from bot.broadcasts.values import EDITABLE, Broadcast, Stage
from bot.broadcasts.writing import Change, Changed
from bot.incoming import Choice, Edited, Media
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import broadcasts as screens
from bot.screens import people as people_screens
from content.search import Verdict
from handlers.turn import Services, Turn


async def home(turn: Turn, unit: Unit, services: Services) -> Screen:
    own, others = await viewing.listed(unit, turn.actor, services)
    return screens.home(own, others, turn.catalog)


async def new(turn: Turn, unit: Unit, services: Services) -> Screen:
    begun = await writing.begin(unit, turn.actor, now=turn.now)
    if begun is None:
        return people_screens.say("err.right", turn.catalog)
    await unit.drafts.open(turn.actor.id, Compose(begun.id), now=turn.now)
    return screens.ask(begun, "", turn.catalog)


async def write(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Go on writing what is there, in one language or for everybody."""
    assert isinstance(turn.meant, buttons.WriteBroadcast)
    found = await own(turn, unit)
    if found is None or found.stage not in EDITABLE:
        return gone(turn)
    language = "en" if turn.meant.language == "en" else ""
    await unit.drafts.open(turn.actor.id, Compose(found.id, language), now=turn.now)
    if found.content.parts and not language:
        return screens.written(found, Change.DONE, turn.catalog)
    return screens.ask(found, language, turn.catalog)


async def compose(turn: Turn, unit: Unit, services: Services) -> Screen | None:
    """Something was sent while the question is open; of an album only the first is answered."""
    assert isinstance(turn.draft, Compose)
    found = await unit.broadcasts.one(turn.draft.broadcast)
    if found is None or found.author != turn.actor.person:
        return gone(turn)
    account, language = turn.actor.address.account, turn.draft.language
    part = writing.read(turn.action, account, turn.message, language)
    changed = await writing.add(unit, found, part, actor=turn.actor, now=turn.now)
    return None if await _same_album(turn, unit) else told(changed, turn)


async def _same_album(turn: Turn, unit: Unit) -> bool:
    if not isinstance(turn.action, Media) or not turn.action.album:
        return False
    again = turn.action.album == turn.actor.album
    if not again:
        await unit.people.remember_album(turn.actor, turn.action.album)
    return again


async def edited(turn: Turn, unit: Unit, services: Services) -> Screen | None:
    """A message was edited; when it is part of a broadcast that follows, else nothing is said."""
    assert isinstance(turn.action, Edited)
    found = await unit.broadcasts.part_of(turn.actor.id, turn.action.message)
    if found is None:
        return None
    broadcast, part = found
    if broadcast.author != turn.actor.person:
        return gone(turn)
    return told(await writing.revise(unit, broadcast, part, turn.action), turn)


async def clear(turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await own(turn, unit)
    if found is None:
        return gone(turn)
    changed = await writing.clear(unit, found)
    if changed.change is Change.LATE:
        return told(changed, turn)
    await unit.drafts.open(turn.actor.id, Compose(found.id), now=turn.now)
    return screens.ask(changed.broadcast, "", turn.catalog)


async def drop(turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await own(turn, unit)
    if found is None or found.stage not in EDITABLE:
        return gone(turn)
    dropped = replace(found, stage=Stage.DROPPED, ended_at=turn.now)
    await unit.broadcasts.store(dropped, was=found.stage)
    await unit.drafts.close(turn.actor.id)
    return screens.dropped(turn.catalog)


async def ask_extra(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Which card, or which address? «report» needs no answer; «none» takes all away."""
    assert isinstance(turn.meant, buttons.AddExtra)
    found, opens = await own(turn, unit), turn.meant.opens
    if found is None or opens not in (*Opens, "none"):
        return gone(turn)
    if opens in (Opens.REPORT, "none"):
        label = turn.catalog.label("menu.report")
        made = Extra(Opens.REPORT, label) if opens == Opens.REPORT else None
        return told(await writing.set_extra(unit, found, made), turn)
    await unit.drafts.open(turn.actor.id, AskExtra(found.id, opens), now=turn.now)
    return screens.ask_extra(found, opens, turn.catalog)


async def extra(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The card that the words find, or the address typed."""
    assert isinstance(turn.draft, AskExtra)
    found = await unit.broadcasts.one(turn.draft.broadcast)
    if found is None or found.author != turn.actor.person:
        return gone(turn)
    made = _extra(turn, turn.draft.opens, services)
    if made is None:
        return screens.no_extra(found, turn.draft.opens, turn.catalog)
    await unit.drafts.open(turn.actor.id, Compose(found.id), now=turn.now)
    return told(await writing.set_extra(unit, found, made), turn)


def _extra(turn: Turn, opens: str, services: Services) -> Extra | None:
    words = getattr(turn.action, "text", "")
    if opens == "link":
        return writing.link(words)
    finding = services.search.find(words)
    if finding.verdict not in (Verdict.ANSWER, Verdict.CHOICES, Verdict.EMERGENCY):
        return None
    if not finding.hits:
        return None
    card = finding.hits[0].card
    return Extra(Opens.CARD, screens.card_label(card), card.id)


def told(changed: Changed, turn: Turn) -> Screen:
    """What became of a change."""
    if changed.change in (Change.DONE, Change.VOID):
        return screens.written(changed.broadcast, changed.change, turn.catalog)
    return screens.not_written(changed.broadcast, changed.change, turn.catalog)


def gone(turn: Turn) -> Screen:
    """No such broadcast, or not theirs: the same words for both."""
    return people_screens.say("bc.gone", turn.catalog)


async def own(turn: Turn, unit: Unit) -> Broadcast | None:
    """The author's own broadcast that the pressed button names."""
    return await writing.own(unit, getattr(turn.meant, "broadcast", 0), turn.actor)


def pressed(turn: Turn) -> str:
    """The message whose button was pressed: it is what is kept up to date from now on."""
    return turn.action.message if isinstance(turn.action, Choice) else ""
