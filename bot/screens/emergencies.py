"""Emergencies and distress: first the card, then anything else."""

from __future__ import annotations

from bot import buttons
from bot.screen import Call, Choice, Keyboard, Rows, Screen
from bot.screens.labels import choice
from bot.screens.people import menu_rows
from content.catalog import Catalog
from content.html import Html
from content.packs import Card

# What people are in danger of, in the order of the emergency screen, and the card of each.
KINDS = (
    ("emergency.bleeding", "first_aid/heavy-bleeding"),
    ("emergency.fall", "first_aid/fall-from-height"),
    ("emergency.electric", "first_aid/electric-shock"),
    ("emergency.poison", "first_aid/pesticide-swallowed"),
    ("emergency.eye", "first_aid/chemical-in-eye"),
    ("emergency.pit", "first_aid/gas-in-pit"),
    ("emergency.drowning", "first_aid/drowning"),
    ("emergency.heat", "first_aid/heat-stroke"),
    ("emergency.snake", "first_aid/snake-bite"),
    ("emergency.bee", "first_aid/bee-sting"),
)


def emergency(catalog: Catalog) -> Screen:
    """The general card; what happened is asked under it, never before it."""
    text = Html.join([catalog.text("emergency.card"), catalog.text("emergency.not_centre")])
    kinds = [Choice(catalog.label(label), buttons.OpenCard(card)) for label, card in KINDS]
    pairs = tuple(tuple(kinds[i : i + 2]) for i in range(0, len(kinds), 2))
    tell = Choice(catalog.label("emergency.report.label"), buttons.OpenReport("urgent"))
    return Screen(text, (_calls(catalog, "ambulance", "fire"), (tell,), *pairs))


def happening(shown: Card, catalog: Catalog) -> Screen:
    """First aid for what is happening now."""
    parts = [*foreign(shown, catalog), title(shown), shown.first]
    if shown.reviewed_by is None:
        parts.append(catalog.text("card.unsigned"))
    calls = card_calls(shown, catalog) or (_calls(catalog, "ambulance"),)
    more = Choice(catalog.label("guide.more"), buttons.ReadMore(shown.id))
    if shown.language != catalog.language:
        return Screen(Html.join(parts), (*calls, emergency_row(catalog), (more,)))
    other = Choice(catalog.label("emergency.other"), buttons.OpenEmergency())
    tell = Choice(catalog.label("emergency.report.label"), buttons.OpenReport("urgent"))
    return Screen(Html.join(parts), (*calls, (tell,), (more, other)))


def foreign(shown: Card, catalog: Catalog) -> list[Html]:
    """What stands above a card that there is in another language only, and how to get help."""
    if shown.language == catalog.language:
        return []
    return [catalog.text("card.foreign.now" if shown.emergency else "card.foreign")]


def title(shown: Card) -> Html:
    return Html.reviewed("<b>{title}</b>").fill(title=shown.title)


def strip(catalog: Catalog) -> Html:
    """Above an ordinary answer whose words sound urgent but may be past or a question."""
    return catalog.text("emergency.strip")


def emergency_row(catalog: Catalog) -> tuple[Choice, ...]:
    return (choice("menu.emergency", catalog),)


def card_calls(shown: Card, catalog: Catalog) -> Rows:
    """The numbers a card names, as one row of call buttons."""
    numbers = [Choice(catalog.label("card.call", number=n), Call(n)) for n in shown.calls]
    return (tuple(numbers),) if numbers else ()


def distress(kind: str, catalog: Catalog) -> Screen:
    """Kinds: self, other, abuse."""
    if kind == "abuse":
        rows = (_calls(catalog, "police", "ambulance", "children"), *menu_rows(catalog))
        return Screen(catalog.text("abuse"), rows, Keyboard.REPLY)
    if kind == "other":
        rows = (_calls(catalog, "ambulance"), _poison_row(catalog))
        return Screen(catalog.text("self.other"), rows)
    steps = (choice("self.yes", catalog), choice("self.no", catalog))
    rows = (_calls(catalog, "ambulance"), steps, emergency_row(catalog))
    return Screen(catalog.text("self.ask"), rows, Keyboard.REPLY)


def distress_answered(*, taken: bool, catalog: Catalog) -> Screen:
    text = catalog.text("self.taken" if taken else "self.notyet")
    rows = (_calls(catalog, "ambulance"), *menu_rows(catalog))
    return Screen(text, rows, Keyboard.REPLY)


def _poison_row(catalog: Catalog) -> tuple[Choice, ...]:
    card = buttons.OpenCard("first_aid/pesticide-swallowed")
    return (Choice(catalog.label("emergency.poison"), card),)


def _calls(catalog: Catalog, *names: str) -> tuple[Choice, ...]:
    numbers = [catalog.phones[name] for name in names]
    return tuple(Choice(catalog.label("card.call", number=n), Call(n)) for n in numbers)
