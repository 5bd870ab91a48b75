"""The audit log, as far as the reader's area goes."""

from __future__ import annotations

from bot import audit, buttons
from bot.permissions import Permission, scope
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import audit as screens
from handlers.turn import Services, Turn


async def log(turn: Turn, unit: Unit, services: Services) -> Screen:
    asked = turn.meant.page if isinstance(turn.meant, buttons.OpenAudit) else 0
    page = max(0, min(asked, audit.MOST_PAGES))
    within = scope(turn.actor, Permission.AREA_AUDIT_READ, services.areas)
    found = await unit.audit.newest(limit=audit.PAGE + 1, offset=page * audit.PAGE, areas=within)
    known = await unit.invitations.known(audit.people_in(found))
    codes = await unit.casework.codes(audit.cases_in(found))
    names = screens.Names(known, codes, services.operator)
    return screens.log(found, page, names, services.areas, turn.catalog)
