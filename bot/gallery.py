"""The gallery: every screen in every language, on one page. Part of the roof.

Made by the same pure functions that answer people, so it cannot lie. Union staff review the words
here without a phone, and the contract tests walk it.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

import content
from bot import (
    gallery_alarms,
    gallery_broadcasts,
    gallery_casework,
    gallery_duty,
    gallery_grants,
    gallery_groups,
    gallery_reports,
)
from bot import gallery_data as own_data
from bot.case_drafts import AnswerQuestion, HeldAnswer, TypeCaseWords
from bot.drafts import (
    AskDutyArea,
    AskInvitedArea,
    AskInvitedName,
    AskInvitedPhone,
    Draft,
    NameGroup,
    TypeAbsence,
    TypeHours,
    TypeMoveCode,
    TypeNumber,
    WrongCard,
)
from bot.joining import AskCommune, ConfirmCommune, OfferTips
from bot.screen import Screen
from bot.screens import answers, drafts, emergencies, guidance, joining, people
from content import catalog as catalogs_module
from content import packs as packs_module
from content.areas import Areas
from content.catalog import Catalog, Catalogs
from content.packs import Packs
from content.search import Finding, Hit, Verdict

OPERATOR = "demo.name.operator"
SENTENCES: dict[str, dict[str, object]] = {
    "card.gone": {},
    "data.private": {},
    "drill.none": {},
    "err.notyours": {},
    "err.number": {"number": 12},
    "err.old": {},
    "err.ours": {},
    "err.right": {},
    "errand.failed": {},
    "guide.ask": {},
    "guide.skipped": {},
    "guide.thanks": {},
    "invited.private": {},
    "language.set": {},
    "odd.command": {},
    "odd.contact": {},
    "odd.file": {},
    "odd.location": {"latitude": "10.77690", "longitude": "106.70090"},
    "odd.picture": {},
    "odd.sticker": {},
    "odd.unsupported": {},
    "odd.voice": {},
}

OPEN_QUESTIONS: tuple[Draft, ...] = (
    NameGroup("05425"),
    AskInvitedArea("official"),
    AskInvitedName(1),
    AskInvitedPhone(1, "An"),
    TypeMoveCode(),
    AskDutyArea(),
    TypeHours(1, 1),
    TypeAbsence(),
    TypeNumber("05425", "health"),
    *gallery_broadcasts.QUESTIONS,
    TypeCaseWords("note", 7),
    AnswerQuestion(7),
    HeldAnswer("An"),
)
TYPED_PLACES = (
    "dong hoa di an",
    "phuong ben nghe",
    "tan thanh",
    "Cà Mau",
    "tỉnh Cà Mau",
    "qqqq xx",
)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One screen. `name` is the family and the case, "guidance: card pesticides/mixing"."""

    name: str
    language: str
    screen: Screen


def screens(packs: Packs, areas: Areas, catalogs: Catalogs) -> Iterator[Exhibit]:
    """Every screen the bot can show, in every language."""
    for language, catalog in catalogs.items():
        families = (
            _people(catalog),
            _own_data(catalog),
            _guidance(packs, catalog),
            _emergencies(packs, catalog),
            _answers(packs, catalog),
            _joining(packs, areas, catalog),
            gallery_groups.screens(catalog),
            gallery_broadcasts.screens(packs, areas, catalog),
            gallery_grants.exhibits(catalog),
            gallery_duty.exhibits(catalog),
            gallery_alarms.exhibits(catalog),
            gallery_reports.screens(areas, catalog),
            gallery_casework.screens(areas, catalog),
        )
        for name, screen in chain.from_iterable(families):
            yield Exhibit(name, language, screen)


Named = Iterator[tuple[str, Screen]]


def _people(catalog: Catalog) -> Named:
    yield "people: hello", people.hello(catalog.label(OPERATOR), catalog)
    yield "people: menu", people.menu(catalog)
    yield "people: help", people.help_(catalog.label(OPERATOR), "0900 000 000", catalog)
    for message, holes in SENTENCES.items():
        yield f"people: {message}", people.say(message, catalog, **holes)


def _own_data(catalog: Catalog) -> Named:
    for name, screen in own_data.screens(catalog):
        yield f"data: {name}", screen


def _guidance(packs: Packs, catalog: Catalog) -> Named:
    yield "guidance: sectors", guidance.sectors(packs, catalog)
    for sector in packs.sectors:
        yield f"guidance: sector {sector.id}", guidance.sector(sector, 0, catalog)
    for card in packs.cards.values():
        yield f"guidance: card {card.id}", guidance.card(card, packs, catalog)
        yield f"guidance: more {card.id}", guidance.more(card, packs, catalog)
    yield "guidance: what is wrong", guidance.ask_what_is_wrong(catalog)


def _emergencies(packs: Packs, catalog: Catalog) -> Named:
    yield "emergencies: general", emergencies.emergency(catalog)
    for card in packs.cards.values():
        if card.emergency:
            yield f"emergencies: now {card.id}", emergencies.happening(card, catalog)
    for kind in ("self", "other", "abuse"):
        yield f"emergencies: distress {kind}", emergencies.distress(kind, catalog)
    for taken in (True, False):
        screen = emergencies.distress_answered(taken=taken, catalog=catalog)
        yield f"emergencies: distress {'taken' if taken else 'not yet'}", screen


def _answers(packs: Packs, catalog: Catalog) -> Named:
    cards = list(packs.cards.values())
    hits = tuple(Hit(card, 0.5) for card in cards[:3])
    findings = {
        "answer after the strip": Finding("x", Verdict.ANSWER, hits[:1], strip=True),
        "choices": Finding("x", Verdict.CHOICES, hits),
        "choices after the strip": Finding("x", Verdict.CHOICES, hits, strip=True),
        "not found": Finding("giá vé tàu tết bao nhiêu một người", Verdict.UNKNOWN, ()),
        **{
            f"talk {kind}": Finding("x", Verdict.SMALLTALK, (), kind=kind)
            for kind in ("hello", "thanks", "who", "insult", "bye", "ok")
        },
    }
    for name, finding in findings.items():
        noted = name == "not found"
        yield (
            f"answers: {name}",
            answers.answer(finding, packs, catalog.label(OPERATOR), catalog, noted=noted),
        )
    unclear = Finding("?!", Verdict.UNKNOWN, ())
    yield (
        "answers: unclear",
        answers.answer(unclear, packs, catalog.label(OPERATOR), catalog, noted=False),
    )


def _joining(packs: Packs, areas: Areas, catalog: Catalog) -> Named:
    near = areas.communes_of(areas.provinces[0].code)[:3]
    sector, commune = packs.sectors[0].id, near[0].code
    ask, offer = AskCommune(sector), OfferTips(commune, sector)
    confirm = ConfirmCommune(commune, "di an")
    yield "joining: ask", joining.ask_commune(ask, packs, catalog)
    yield "joining: poster", joining.poster(confirm, catalog.label(OPERATOR), areas, catalog)
    for typed in TYPED_PLACES:
        found = areas.find(typed)
        screen = joining.found_communes(typed, found, areas, catalog)
        yield f"joining: typed, {found.kind.value}", screen
    yield "joining: near", joining.near_communes(near, areas, catalog)
    yield "joining: far", joining.near_communes((), areas, catalog)
    yield "joining: offer", joining.offer(offer, packs, areas, catalog.label(OPERATOR), catalog)
    yield "joining: done", joining.done(catalog)
    yield "joining: later", joining.later(catalog)
    yield "joining: minor", joining.minor(catalog)
    for draft in (WrongCard("first_aid/burn", 1), ask, confirm, offer, *OPEN_QUESTIONS):
        screen = drafts.asked_again(draft, packs, areas, catalog.label(OPERATOR), catalog)
        yield f"drafts: again, {type(draft).__name__}", screen


def page() -> str:
    """The gallery as one HTML page without scripts."""
    root = Path(content.__file__).parent
    found = screens(packs_module.load(root), Areas.load(root), catalogs_module.load(root))
    style = (Path(__file__).parent / "gallery.css").read_text(encoding="utf-8")
    parts = [
        '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>An Toàn Bot: screens</title><style>{style}</style>",
    ]
    for name, exhibits in groupby(sorted(found, key=lambda e: e.name), key=lambda e: e.name):
        parts.append(f"<section><h2>{html.escape(name)}</h2>")
        parts += [_drawn(exhibit) for exhibit in exhibits]
        parts.append("</section>")
    return "\n".join(parts)


def _drawn(exhibit: Exhibit) -> str:
    rows = "".join(
        "<p>" + "".join(f"<span>{html.escape(choice.label)}</span>" for choice in row) + "</p>"
        for row in exhibit.screen.choices
    )
    text = exhibit.screen.text
    facts = f"{exhibit.language}, {text.utf16_length}, {exhibit.screen.keyboard.value}"
    return f"<article><small>{facts}</small><div>{text.markup}</div>{rows}</article>"
