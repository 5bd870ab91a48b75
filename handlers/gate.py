"""The gate: who is this, what do they mean, may they.

Order of meaning for typed words: a choice on the last screen (label or number), a standing label
of any language, the open question, and only then the search.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import appointing, buttons, drafts
from bot.buttons import Button, UnknownButton
from bot.drafts import Draft
from bot.incoming import Action, Choice, Command, Edited, Incoming, Started, Text
from bot.invitations import read_payload
from bot.people import Actor, Role, today
from bot.ports import Unit
from bot.reports import read_code
from bot.screen import choice_numbers
from bot.screens.labels import spoken, ways_to_say
from handlers.turn import Invited, Meant, NoSuchNumber, OldButton, Services

BACK, EMERGENCY = "0", "9"  # on every channel, for ever (wording 0.7)


def meaning(action: Action, actor: Actor, services: Services) -> Meant:
    """What the person wants, whichever way they said it."""
    if isinstance(action, Choice):
        return _decode(action.code)
    if isinstance(action, Started) and (token := read_payload(action.payload)):
        return Invited(token)
    if isinstance(action, Edited) and action.media is None:
        return Text(action.text, action.html)
    if isinstance(action, Text):
        return _typed(action, actor, services)
    return action


async def understood(
    arrived: Incoming, actor: Actor, draft: Draft | None, unit: Unit, services: Services
) -> Meant:
    """What they want, with what only the memory tells: an edit of what is part of a broadcast is
    that, and no new question.
    """
    action = arrived.action
    part = isinstance(action, Edited) and await unit.broadcasts.part_of(actor.id, action.message)
    if part or drafts.wants_number(draft, action):
        return action
    return meaning(action, actor, services)


async def known(actor: Actor, unit: Unit, services: Services, *, now: datetime) -> Actor:
    """The actor, with the role that the settings name them for, and areas as of today."""
    actor = today(actor, services.areas)
    named = actor.address.account.startswith("telegram") and actor.address.ref in services.admins
    if not named or Role.ADMIN in actor.roles:
        return actor
    return replace(actor, grants=await appointing.appointed(actor, unit, now=now))


def _decode(code: str) -> Button | OldButton:
    try:
        return buttons.decode(code)
    except UnknownButton:
        return OldButton()


def _typed(action: Text, actor: Actor, services: Services) -> Meant:
    words = action.text.strip()
    if words.isascii() and words.isdigit() and len(words) <= 2:
        return _numbered(words, actor)
    if len(words) > 40:
        return action
    if code := read_code(words):
        return Command("hoso", code)
    said = spoken(words)
    for code, label in actor.shown:
        if said and said in ways_to_say(label):
            return _decode(code)
    return services.standing.get(said, action)


def _numbered(words: str, actor: Actor) -> Button | NoSuchNumber | OldButton:
    if words == BACK:
        return buttons.OpenMenu()
    if words == EMERGENCY:
        return buttons.OpenEmergency()
    numbers = dict(zip(choice_numbers(len(actor.shown)), actor.shown, strict=True))
    chosen = numbers.get(int(words))
    return _decode(chosen[0]) if chosen else NoSuchNumber(words)
