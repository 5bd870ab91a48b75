"""Joining: where, what, and the one consent screen."""

from __future__ import annotations

from bot import buttons
from bot.joining import AskCommune, ConfirmCommune, OfferTips
from bot.screen import AskLocation, Choice, Keyboard, Rows, Screen
from bot.screens.labels import choice
from bot.screens.people import over_menu
from content.areas import Area, Areas, Found, FoundKind, Place
from content.catalog import Catalog
from content.html import Html
from content.packs import Packs


def ask_commune(
    step: AskCommune, packs: Packs, catalog: Catalog, *, above: Html | None = None
) -> Screen:
    """Where do you work? Asked with its reason; `above` is what must be said first."""
    question = catalog.text("join.commune", work=_work(step.sector, packs, catalog))
    return _asked(Html.join([above, question]) if above else question, (), catalog)


def found_communes(typed: str, found: Found, areas: Areas, catalog: Catalog) -> Screen:
    """What the typed name may mean, to be confirmed by a touch."""
    match found.kind:
        case FoundKind.UNKNOWN:
            return _asked(catalog.text("err.commune", name=_short(typed)), (), catalog)
        case FoundKind.PROVINCE:
            text = catalog.text("join.commune.province", province=found.places[0].area.title)
            return _asked(text, (), catalog)
        case FoundKind.MANY:
            text = catalog.text("join.commune.many", name=_short(typed))
            return _asked(text, _places(found.places, areas), catalog)
        case _:
            return _confirmed(_question(typed, found.places[0], areas, catalog), found, catalog)


def near_communes(near: tuple[Area, ...], areas: Areas, catalog: Catalog) -> Screen:
    """The communes around a position, nearest first; none of them = abroad."""
    if not near:
        return _asked(catalog.text("err.far"), (), catalog)
    rows = tuple((_pick(area, areas),) for area in near)
    return _asked(catalog.text("join.commune.near"), rows, catalog)


def poster(step: ConfirmCommune, operator: str, areas: Areas, catalog: Catalog) -> Screen:
    """First contact from a poster."""
    place = title(areas.area(step.area), areas)
    text = catalog.text("start.poster", operator=operator, commune=place)
    rows = (_yes_no(step.area, catalog), (choice("menu.emergency", catalog),))
    return Screen(text, rows, Keyboard.REPLY)


def confirm(step: ConfirmCommune, areas: Areas, catalog: Catalog) -> Screen:
    """The open question, once more."""
    place = title(areas.area(step.area), areas)
    text = catalog.text("join.commune.confirm", name=step.typed or place, commune=place)
    rows = (_yes_no(step.area, catalog), (choice("menu.emergency", catalog),))
    return Screen(text, rows, Keyboard.REPLY)


def offer(step: OfferTips, packs: Packs, areas: Areas, operator: str, catalog: Catalog) -> Screen:
    """The consent: each purpose by itself, nothing chosen beforehand, and who keeps what."""
    rows = (
        (Choice(catalog.label("join.agree.all"), buttons.AgreeTips("tc")),),
        (Choice(catalog.label("join.agree.tips"), buttons.AgreeTips("t")),),
        (Choice(catalog.label("join.agree.campaign"), buttons.AgreeTips("c")),),
        (
            Choice(catalog.label("join.later"), buttons.LaterTips()),
            Choice(catalog.label("join.minor"), buttons.UnderSixteen()),
        ),
        (choice("menu.emergency", catalog),),
    )
    return Screen(consent_words(step, packs, areas, operator, catalog), rows, Keyboard.REPLY)


def consent_words(
    step: OfferTips, packs: Packs, areas: Areas, operator: str, catalog: Catalog
) -> Html:
    """Exactly what is agreed to; its digest is kept with the consent."""
    return catalog.text(
        "join.offer",
        work=_work(step.sector, packs, catalog),
        commune=title(areas.area(step.area), areas),
        operator=operator,
    )


def done(catalog: Catalog) -> Screen:
    return over_menu(catalog.text("join.done"), catalog)


def minor(catalog: Catalog) -> Screen:
    return over_menu(catalog.text("minor"), catalog)


def later(catalog: Catalog) -> Screen:
    return over_menu(catalog.text("join.not_now"), catalog)


def title(area: Area, areas: Areas) -> str:
    """«phường Dĩ An, thành phố Hồ Chí Minh»."""
    return area.title if area.is_province else f"{area.title}, {areas.province_of(area.code).title}"


def _question(typed: str, place: Place, areas: Areas, catalog: Catalog) -> Html:
    where = title(place.area, areas)
    if place.was:
        return catalog.text("join.commune.old", old=place.was, commune=where)
    return catalog.text("join.commune.confirm", name=_short(typed), commune=where)


def _confirmed(text: Html, found: Found, catalog: Catalog) -> Screen:
    rows = (_yes_no(found.places[0].area.code, catalog), (choice("menu.emergency", catalog),))
    return Screen(text, rows, Keyboard.REPLY)


def _asked(text: Html, rows: Rows, catalog: Catalog) -> Screen:
    last = (
        Choice(catalog.label("join.location"), AskLocation()),
        Choice(catalog.label("guide.skip"), buttons.LaterTips()),
    )
    return Screen(text, (*rows, last, (choice("menu.emergency", catalog),)), Keyboard.REPLY)


def _yes_no(area: str, catalog: Catalog) -> tuple[Choice, ...]:
    return (
        Choice(catalog.label("join.yes"), buttons.PickCommune(area)),
        Choice(catalog.label("join.no"), buttons.OtherCommune()),
    )


def _places(places: tuple[Place, ...], areas: Areas) -> Rows:
    return tuple((_pick(place.area, areas),) for place in places)


def _pick(area: Area, areas: Areas) -> Choice:
    """Labels are at most 32 characters; the province tells namesakes apart."""
    label = f"{area.name}, {areas.province_of(area.code).name}"
    return Choice(label if len(label) <= 32 else f"{label[:31]}…", buttons.PickCommune(area.code))


def _work(sector: str, packs: Packs, catalog: Catalog) -> str:
    known = {found.id: found for found in packs.sectors}
    if sector not in known:
        return catalog.label("join.any_work")
    return known[sector].titles[catalog.language].lower()


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 40 else f"{words[:39]}…"
