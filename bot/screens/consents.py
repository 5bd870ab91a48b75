"""Settings: what a person has chosen and agreed to, and the ways to change and to stop it."""

from __future__ import annotations

from collections.abc import Sequence

from bot import buttons
from bot.consents import Consent, Purpose
from bot.screen import Choice, Rows, Screen
from bot.screens.people import over_menu
from content.catalog import Catalog
from content.html import Html

_PURPOSES: dict[str, str] = {
    Purpose.TIPS: "consent.name.tips",
    Purpose.CAMPAIGN: "consent.name.campaign",
}


def purpose_name(purpose: str, catalog: Catalog) -> Html:
    return catalog.text(_PURPOSES.get(purpose, "consent.name.group"))


def settings(
    agreed: Sequence[Consent], place: str, work: str, catalog: Catalog, *, more: Rows = ()
) -> Screen:
    """`more`: rows of whoever asks for place and work (joining)."""
    names = [purpose_name(each.purpose, catalog) for each in agreed]
    lines = [
        catalog.text("settings.title"),
        catalog.text("settings.work", place=place, work=work)
        if place or work
        else catalog.text("settings.nowork"),
        catalog.text("settings.agreed", consents=Html.join(names, ", "))
        if names
        else catalog.text("settings.none"),
    ]
    return Screen(Html.join(lines), (*_own(catalog), *more, *_withdrawals(agreed, catalog)))


def _own(catalog: Catalog) -> Rows:
    other = "en" if catalog.language == "vi" else "vi"
    return (
        (
            Choice(catalog.label("language.other"), buttons.SetLanguage(other)),
            Choice(catalog.label("settings.data"), buttons.OpenData()),
        ),
        (Choice(catalog.label("move.label"), buttons.MakeMoveCode()),),
        (Choice(catalog.label("move.enter"), buttons.EnterMoveCode()),),
        (Choice(catalog.label("linked.label"), buttons.OpenLinked()),),
        (Choice(catalog.label("why.label"), buttons.AskWhy()),),
    )


def _withdrawals(agreed: Sequence[Consent], catalog: Catalog) -> Rows:
    """One button a purpose (the groups together are too many for names), and one for all."""
    named = [each.purpose for each in agreed if each.purpose in _PURPOSES]
    rows = [
        (
            Choice(
                catalog.label("consent.end", purpose=purpose_name(purpose, catalog)),
                buttons.WithdrawConsent(purpose),
            ),
        )
        for purpose in dict.fromkeys(named)
    ]
    stop = Choice(catalog.label("stop.label"), buttons.StopAll())
    return (*rows, (stop,)) if agreed else ()


def stopped(catalog: Catalog) -> Screen:
    row = (Choice(catalog.label("stop.again"), buttons.AgreeAgain()),)
    return Screen(catalog.text("stop.done"), (row,))


def withdrawn(purpose: str, catalog: Catalog) -> Screen:
    text = catalog.text("consent.ended", purpose=purpose_name(purpose, catalog))
    return Screen(text, stopped(catalog).choices)


def resumed(count: int, catalog: Catalog) -> Screen:
    return over_menu(catalog.text("stop.resumed" if count else "stop.none"), catalog)


def why(tips: Consent | None, place: str, work: str, on: str, catalog: Catalog) -> Screen:
    """`on`: the day of the consent."""
    if tips is None:
        return over_menu(catalog.text("stop.none"), catalog)
    row = (
        Choice(catalog.label("why.change"), buttons.OpenSettings()),
        Choice(catalog.label("why.stop"), buttons.StopAll()),
    )
    return Screen(catalog.text("why.text", work=work, place=place, day=on), (row,))
