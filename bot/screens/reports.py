"""Telling a report until it is sent: each step, and what stands above the button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import buttons
from bot.reports import Kind, Need, Severity, severity
from bot.reports.giveaway import gives_away
from bot.reports.steps import DANGERS, SUBJECTS, Reporting
from bot.screen import AskContact, AskLocation, Call, Choice, Keyboard, Rows, Screen
from bot.screens.labels import choice
from bot.screens.offices import place, place_label, short
from bot.screens.people import over_menu
from bot.screens.report_labels import ANSWERS, options
from content.areas import Areas, Found, FoundKind
from content.catalog import Catalog
from content.html import Html

PHONE_DAYS = 90
"""So long after a case is closed its phone number is kept (storage/retention.py)."""


def asked(
    draft: Reporting, commune: str, areas: Areas, catalog: Catalog, *, card: bool = True
) -> Screen:
    """The question that is open now; `commune` is where they work, `card` False when the emergency
    card has just been shown.
    """
    match draft.step:
        case "need":
            return _need(draft, catalog)
        case "about":
            rows = options("about", SUBJECTS, catalog, wide=3)
            return _step(catalog.text("petition.about"), rows, catalog)
        case "what":
            return _what(draft, catalog)
        case "phone":
            return ask_phone(catalog.text("callback.phone"), catalog)
        case "spot":
            return _spot(draft, commune, areas, catalog, card=card)
        case _:
            return ready(draft, areas, catalog)


def _need(draft: Reporting, catalog: Catalog) -> Screen:
    message = "report.need.again" if draft.values.words or draft.media else "report.need"
    rows = options("need", ("now", "taken", "light", "death"), catalog)
    return _step(catalog.text(message), rows, catalog)


def _what(draft: Reporting, catalog: Catalog) -> Screen:
    if draft.kind == Kind.PETITION:
        return _step(catalog.text("petition.what"), (), catalog)
    denounce = Choice(catalog.label("report.denounce.label"), buttons.OpenDenounce())
    rows = (*options("danger", DANGERS, catalog), (denounce,))
    return _step(catalog.text("hazard.what"), rows, catalog)


def ask_phone(text: Html, catalog: Catalog, *, stop: bool = True) -> Screen:
    own = (Choice(catalog.label("report.phone.label"), AskContact()),)
    if stop:
        return _step(text, (own,), catalog)
    skip = Choice(catalog.label("report.skip.label"), buttons.SkipQuestion())
    return Screen(text, (own, (skip,), (choice("menu.emergency", catalog),)), Keyboard.REPLY)


def _spot(draft: Reporting, commune: str, areas: Areas, catalog: Catalog, *, card: bool) -> Screen:
    if draft.kind in (Kind.PETITION, Kind.CALLBACK):
        return _step(catalog.text("report.spot.petition"), _here(commune, areas, catalog), catalog)
    if draft.values.need is not Need.NOW:
        return _step(catalog.text("report.spot"), _here(commune, areas, catalog), catalog)
    text = catalog.text("report.spot.now")
    if card:
        text = Html.join([catalog.text("emergency.card"), text])
    number = catalog.phones["ambulance"]
    call = (Choice(catalog.label("card.call", number=number), Call(number)),)
    return _step(text, (call, *_here(commune, areas, catalog)), catalog)


def _here(commune: str, areas: Areas, catalog: Catalog) -> Rows:
    here = (Choice(catalog.label("report.here.label"), AskLocation()),)
    if commune not in areas:
        return (here,)
    return (here, (place_choice(commune, areas, catalog),))


def place_choice(area: str, areas: Areas, catalog: Catalog) -> Choice:
    return Choice(place_label(area, areas, catalog), buttons.PlaceReport(area))


def which_place(found: Found, typed: str, areas: Areas, catalog: Catalog) -> Screen:
    """What was typed is no single commune: said, with what would work."""
    name = short(" ".join(typed.split()), 40)
    here: Rows = ((Choice(catalog.label("report.here.label"), AskLocation()),),)
    match found.kind:
        case FoundKind.PROVINCE:
            title = found.places[0].area.title
            return _step(catalog.text("report.spot.province", province=title), here, catalog)
        case FoundKind.MANY:
            codes = dict.fromkeys(each.area.code for each in found.places)
            rows = tuple((place_choice(code, areas, catalog),) for code in codes)
            return _step(catalog.text("report.spot.many", name=name), rows, catalog)
        case _:
            return _step(catalog.text("report.spot.unknown", name=name), here, catalog)


def far(catalog: Catalog) -> Screen:
    here: Rows = ((Choice(catalog.label("report.here.label"), AskLocation()),),)
    return _step(catalog.text("err.far"), here, catalog)


def ready(draft: Reporting, areas: Areas, catalog: Catalog) -> Screen:
    """The last screen before it is sent: who is told what, and the consent."""
    text = Html.join([_question(draft, areas, catalog), consent_words(catalog)])
    if draft.minor:
        text = Html.join([_question(draft, areas, catalog), catalog.text("report.minor")])
    return Screen(text, _ready_rows(draft, catalog), Keyboard.REPLY)


def consent_words(catalog: Catalog) -> Html:
    """Exactly what is agreed to by sending; its digest is kept with the case."""
    return catalog.text("consent.report")


def _ready_rows(draft: Reporting, catalog: Catalog) -> Rows:
    send = Choice(catalog.label("report.send.label"), buttons.SendReport())
    call = Choice(catalog.label("report.send.call.label"), buttons.SendReport(1))
    drop = Choice(catalog.label("report.drop.label"), buttons.DropReport())
    accident = draft.kind == Kind.ACCIDENT
    edit = "report.elsewhere.label" if accident else "report.edit.label"
    change = Choice(catalog.label(edit), buttons.EditReport())
    terms = Choice(catalog.label("report.terms.label"), buttons.OpenReportTerms())
    minor = Choice(catalog.label("report.minor.label"), buttons.AnswerReport("minor", "yes"))
    papers = Choice(catalog.label("report.papers.label"), buttons.OpenPapers())
    death = draft.final_kind is Kind.DEATH
    second = (call, papers) if death else (terms, minor)
    first = (send,) if not accident or death or draft.minor else (send, call)
    last: Rows = ((terms,), (change, drop)) if death else ((change, drop),)
    return (first, second, *last, (choice("menu.emergency", catalog),))


def _question(draft: Reporting, areas: Areas, catalog: Catalog) -> Html:
    told, kind = draft.values, draft.final_kind
    commune = place(told.spot.area, areas, catalog)
    if kind is Kind.CALLBACK:
        holes = {"commune": commune, "phone": draft.phone, "days": PHONE_DAYS}
        return catalog.text("report.ready.callback", **holes)
    if kind in (Kind.HAZARD, Kind.PETITION):
        return _summed_up(draft, commune, catalog)
    lines = [catalog.text(_ASKED[severity(kind, told)], commune=commune)]
    if told.spot.also in areas:
        other = place(told.spot.also, areas, catalog)
        lines.append(catalog.text("report.border", other=other))
    return Html.join(lines)


_ASKED = {
    Severity.NONE: "report.ready.plain",
    Severity.LIGHT: "report.ready.plain",
    Severity.SERIOUS: "report.ready.red",
    Severity.FATAL: "report.ready.death",
}


def _summed_up(draft: Reporting, commune: str, catalog: Catalog) -> Html:
    message = "report.ready.hazard" if draft.kind == Kind.HAZARD else "report.ready.petition"
    lines = [catalog.text(message, commune=commune, summary=summary(draft, catalog))]
    if any(gives_away(words) for words in draft.values.words):
        lines.append(catalog.text("report.giveaway"))
    return Html.join(lines)


def summary(draft: Reporting, catalog: Catalog) -> str:
    told = draft.values
    question = "about" if draft.kind == Kind.PETITION else "danger"
    chosen = [catalog.label(ANSWERS[question, value]).lower() for value in told.dangers]
    words = [short(" ".join(text.split()), 120) for text in told.words[:1]]
    photos = [catalog.label("report.photos", count=len(draft.media))] if draft.media else []
    return ", ".join([*chosen, *words, *photos])


def terms(operator: str, catalog: Catalog) -> Screen:
    """Who sees what; the question stays open."""
    send = Choice(catalog.label("report.send.label"), buttons.SendReport())
    drop = Choice(catalog.label("report.drop.label"), buttons.DropReport())
    rows = ((send, drop), (choice("menu.emergency", catalog),))
    return Screen(catalog.text("consent.report.more", operator=operator), rows, Keyboard.REPLY)


def papers(catalog: Catalog) -> Screen:
    send = Choice(catalog.label("report.send.label"), buttons.SendReport())
    drop = Choice(catalog.label("report.drop.label"), buttons.DropReport())
    rows = ((send, drop), (choice("menu.emergency", catalog),))
    return Screen(catalog.text("report.papers"), rows, Keyboard.REPLY)


def denounce(catalog: Catalog) -> Screen:
    back = Choice(catalog.label("report.back.label"), buttons.OpenReport("hazard"))
    rows = ((back,), (choice("menu.back", catalog),), (choice("menu.emergency", catalog),))
    return Screen(catalog.text("denounce"), rows, Keyboard.REPLY)


def unsent(draft: Reporting, catalog: Catalog) -> Screen:
    """Asked later, by the bot, about what was never sent."""
    if draft.step == "send" or draft.values.need is Need.NOW:
        go = Choice(catalog.label("report.send.label"), buttons.SendReport(draft=draft.ref))
    else:
        go = Choice(catalog.label("report.resume.label"), buttons.SendReport(draft=draft.ref))
    urgent = draft.values.need is Need.NOW
    text = catalog.text("report.unsent.urgent" if urgent else "report.unsent")
    drop = Choice(catalog.label("report.discard.label"), buttons.DropReport(draft.ref))
    return Screen(text, ((go, drop),))


def beside(screen: Screen, draft: Reporting, catalog: Catalog) -> Screen:
    """The same screen, with a report that another question had pushed aside."""
    text = Html.join([screen.text, catalog.text("report.parked")])
    go_on = Choice(catalog.label("report.resume.label"), buttons.OpenReport(draft.kind))
    return replace(screen, text=text, choices=((go_on,), *screen.choices))


def reminder(draft: Reporting) -> Callable[[Catalog], Screen]:
    return lambda catalog: unsent(draft, catalog)


def said(message: str, catalog: Catalog) -> Screen:
    return over_menu(catalog.text(message), catalog)


def above(words: Html, screen: Screen) -> Screen:
    """The same screen with a sentence above it."""
    return replace(screen, text=Html.join([words, screen.text]))


def _step(text: Html, rows: Rows, catalog: Catalog) -> Screen:
    drop = Choice(catalog.label("report.drop.label"), buttons.DropReport())
    last = (drop, choice("menu.emergency", catalog))
    return Screen(text, (*rows, last), Keyboard.REPLY)
