"""The gallery's screens about one's own data. Part of the roof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from bot import moving as moving_rules
from bot.consents import Purpose, consent
from bot.data import Erasing
from bot.moving import Ending
from bot.screen import Screen
from bot.screens import consents, data, moving, traces
from content.catalog import Catalog

AT = datetime(2026, 5, 12, 5, tzinfo=UTC)
PLACE = "An Phú"
WORK = {"vi": "Phun thuốc", "en": "Spraying"}
HELD: dict[str, data.Kept] = {noun: [{"created_at": AT}] for noun in data.LINES} | {
    "addresses": [{"account": "telegram:1"}, {"account": "web"}],
    "consents": [
        {"purpose": Purpose.TIPS, "given_at": AT, "withdrawn_at": None},
        {"purpose": "group:1", "given_at": AT, "withdrawn_at": AT},
    ],
}
FIRST: dict[str, data.Kept] = {
    noun: rows if noun in ("addresses", "people") else [] for noun, rows in HELD.items()
}


def screens(catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    """Every screen of this family, by name."""
    yield "show everything", data.show(HELD, PLACE, WORK[catalog.language], catalog)
    yield "show at first", data.show(FIRST, "", "", catalog)
    yield "exported", data.exported("0" * 32, catalog)
    yield "erase", data.ask_erase(catalog)
    for found in Erasing:
        yield f"erasing {found}", data.erasing(found, catalog)
    yield from _clearing(catalog)
    tips = consent(Purpose.TIPS, "x", "x", language="vi", now=AT)
    campaign = consent(Purpose.CAMPAIGN, "x", "x", language="vi", now=AT)
    yield "settings", consents.settings([tips, campaign], PLACE, WORK[catalog.language], catalog)
    yield "settings at first", consents.settings([], "", "", catalog)
    yield "stopped", consents.stopped(catalog)
    yield "withdrawn", consents.withdrawn(Purpose.TIPS, catalog)
    yield "resumed", consents.resumed(1, catalog)
    yield "why", consents.why(tips, PLACE, WORK[catalog.language], data.day(AT), catalog)
    yield from _moving(catalog)


def _moving(catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    yield "code", moving.code("7K3Q9ABC", catalog)
    yield "code asked", moving.ask_code(catalog)
    yield "new phone", moving.notice(catalog)
    other = [moving_rules.Linked(n, account, AT) for n, account in ((1, "telegram:1"), (2, "web"))]
    yield "code, linked", moving.linked(other, catalog)
    yield "code, linked ask", moving.ask_unlink(other[0], catalog)
    for done in moving_rules.Unlinking:
        yield f"code, linked {done}", moving.unlinked(done, catalog)
    for ending in Ending:
        yield f"code {ending}", moving.ended(ending, catalog)


def _clearing(catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    for yes in (True, False):
        yield f"clear, telegram {yes}", traces.ask(catalog, on_telegram=yes)
        yield f"cleared {yes}", traces.cleared(catalog, taken=yes)
