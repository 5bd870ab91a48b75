"""Writing a broadcast: parts are added as they are sent, and follow the edits made to them.

Whatever changes what people would read takes an approval away: it was given for other words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot import audiences
from bot.audiences import Audience
from bot.broadcasts.content import MOST_BUTTONS, MOST_PARTS, Content, Extra, File, Opens, Part
from bot.broadcasts.values import EDITABLE, Broadcast, Stage
from bot.incoming import Action, Edited, Location, Media, Text
from bot.people import Actor, Grant
from bot.permissions import GRANTED, Permission
from bot.ports import Unit
from content.html import Html

_MAP = "https://www.openstreetmap.org/?mlat={0:.5f}&mlon={1:.5f}#map=16/{0:.5f}/{1:.5f}"
_ADDRESS = re.compile(r"https://[^\s\"<>]{3,300}")
_USABLE = frozenset({"photo", "video", "voice", "audio", "document", "animation"})
LARGEST = 20 * 2**20
"""Bytes that a bot can fetch from Telegram (telegram.md 1.4)."""


class Change(StrEnum):
    """What became of a wish to change something. VOID: done, and an approval fell with it."""

    DONE = "done"
    VOID = "void"
    LATE = "late"
    """It is being sent or over: it cannot be changed here any more."""
    FULL = "full"
    BUTTONS = "buttons"
    UNUSABLE = "unusable"
    BIG = "big"


@dataclass(frozen=True, slots=True)
class Changed:
    change: Change
    broadcast: Broadcast


def grant_to_write_under(actor: Actor) -> Grant | None:
    """The narrowest of the actor's grants that lets them write."""
    writing = [g for g in actor.grants if Permission.AREA_BROADCAST_COMPOSE in GRANTED[g.role]]
    return max(writing, key=lambda grant: len(grant.area), default=None)


async def begin(unit: Unit, actor: Actor, *, now: datetime) -> Broadcast | None:
    grant = grant_to_write_under(actor)
    if grant is None:
        return None
    return await unit.broadcasts.create(actor.person, grant.role, grant.area, now=now)


async def own(unit: Unit, broadcast: int, actor: Actor) -> Broadcast | None:
    """The actor's own broadcast; one that is not is as good as none."""
    found = await unit.broadcasts.one(broadcast)
    return found if found and found.author == actor.person else None


async def add(
    unit: Unit, broadcast: Broadcast, part: Part | Change, *, actor: Actor, now: datetime
) -> Changed:
    """Put what was `read` to the others."""
    if isinstance(part, Change):
        return Changed(part, broadcast)
    if len(broadcast.content.parts) >= MOST_PARTS:
        return Changed(Change.FULL, broadcast)
    changed = await _touched(unit, broadcast)
    if changed.change is not Change.LATE:
        await unit.broadcasts.add_part(broadcast.id, part, address=actor.id, now=now)
    return await _read_again(unit, changed)


async def revise(unit: Unit, broadcast: Broadcast, part: Part, edited: Edited) -> Changed:
    """A message that is part of it was edited where it was written."""
    changed = await _touched(unit, broadcast)
    if changed.change is not Change.LATE:
        html = edited.html or Html.escape(edited.text)
        await unit.broadcasts.revise_part(_replaced(part, html, edited.media))
    return await _read_again(unit, changed)


async def clear(unit: Unit, broadcast: Broadcast) -> Changed:
    """Write it all again; audience and time stay."""
    changed = await _touched(unit, broadcast)
    if changed.change is not Change.LATE:
        await unit.broadcasts.clear(broadcast.id)
        empty = replace(changed.broadcast, content=Content())
        await unit.broadcasts.store(empty, was=changed.broadcast.stage)
    return await _read_again(unit, changed)


async def set_extra(unit: Unit, broadcast: Broadcast, extra: Extra | None) -> Changed:
    """One more button, or none at all; the same one is not put twice."""
    known = broadcast.content.extras
    if extra in known:
        return Changed(Change.DONE, broadcast)
    if extra and len(known) >= MOST_BUTTONS:
        return Changed(Change.BUTTONS, broadcast)
    content = replace(broadcast.content, extras=(*known, extra) if extra else ())
    return await settle(unit, broadcast, replace(broadcast, content=content))


async def toggle(unit: Unit, broadcast: Broadcast, side: str, kind: str, value: str) -> Changed:
    return await choose(unit, broadcast, audiences.toggled(broadcast.audience, side, kind, value))


async def choose(unit: Unit, broadcast: Broadcast, audience: Audience) -> Changed:
    return await settle(unit, broadcast, replace(broadcast, audience=audience))


async def settle(unit: Unit, broadcast: Broadcast, wanted: Broadcast) -> Changed:
    """Write the change down; what was asked or approved for something else is so no more."""
    if broadcast.stage not in EDITABLE:
        return Changed(Change.LATE, broadcast)
    if wanted.digest == broadcast.digest:
        return Changed(Change.DONE, broadcast)
    void = broadcast.stage is not Stage.DRAFT
    fresh = replace(wanted, stage=Stage.DRAFT, approved="", approver=None, asked_at=None)
    if not await unit.broadcasts.store(fresh, was=broadcast.stage):
        return Changed(Change.LATE, broadcast)
    return Changed(Change.VOID if void else Change.DONE, fresh)


def link(typed: str) -> Extra | None:
    """A button that opens an address: «https://… the words on it», the words may be left out."""
    address, _, words = typed.strip().partition(" ")
    if not address.startswith("https://") or not _ADDRESS.fullmatch(address):
        return None
    label = " ".join(words.split()) or address.removeprefix("https://").split("/")[0]
    return Extra(Opens.LINK, label[:32], address)


def read(action: Action, account: str, message: str, language: str) -> Part | Change:
    """What was sent as a part."""
    match action:
        case Text(text, html):
            return Part(0, message, "text", html or Html.escape(text), language)
        case Location(latitude, longitude):
            words = Html.escape(_MAP.format(latitude, longitude))
            return Part(0, message, "location", words, language)
        case Media(kind=kind) if kind not in _USABLE:
            return Change.UNUSABLE
        case Media(size=size) if size > LARGEST:
            return Change.BIG
        case Media():
            html = action.html or Html.escape(action.caption)
            part = Part(0, message, action.kind, html, language, account)
            return _replaced(part, html, action)
        case _:
            return Change.UNUSABLE


def _replaced(part: Part, html: Html, media: Media | None) -> Part:
    if media is None or media.file == part.source:
        return replace(part, html=html)
    return replace(
        part,
        html=html,
        kind=media.kind,
        source=media.file,
        name=media.name,
        state=File.WANTED,
        kept="",
    )


async def _touched(unit: Unit, broadcast: Broadcast) -> Changed:
    """Back to a draft before its words change."""
    if broadcast.stage not in EDITABLE:
        return Changed(Change.LATE, broadcast)
    if broadcast.stage is Stage.DRAFT:
        return Changed(Change.DONE, broadcast)
    fresh = replace(broadcast, stage=Stage.DRAFT, approved="", approver=None, asked_at=None)
    if not await unit.broadcasts.store(fresh, was=broadcast.stage):
        return Changed(Change.LATE, broadcast)
    return Changed(Change.VOID, fresh)


async def _read_again(unit: Unit, changed: Changed) -> Changed:
    found = await unit.broadcasts.one(changed.broadcast.id)
    return Changed(changed.change, found or changed.broadcast)
