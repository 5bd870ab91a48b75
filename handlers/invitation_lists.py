"""Lists of people to invite, sent as a document."""

from __future__ import annotations

from bot.documents.opening import MOST_BYTES
from bot.documents.reading import Refused
from bot.errands import ReadInvitations
from bot.incoming import Media
from bot.permissions import Permission, may
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import invitation_lists as screens
from handlers.turn import Services, Turn


def is_list(turn: Turn) -> bool:
    """A workbook, from somebody who may invite and is not busy with something else."""
    media = turn.action
    return (
        isinstance(media, Media)
        and media.kind == "document"
        and media.name.lower().endswith((".xlsx", ".xls", ".xlsm", ".ods", ".csv"))
        and turn.draft is None
        and not turn.group
        and may(turn.actor, Permission.AREA_INVITATION_CREATE)
    )


async def receive(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.action, Media)
    if turn.action.size > MOST_BYTES:
        return screens.refused(Refused.BIG, turn.catalog)
    task = ReadInvitations(turn.action.file)
    accepted = await unit.errands.ask(turn.actor, task, now=turn.now)
    return screens.reading(turn.catalog, accepted=accepted)


async def how(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.how(turn.catalog)
