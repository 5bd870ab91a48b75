"""The route table: everything a person can do is routed, once, with a permission."""

from __future__ import annotations

from typing import get_args

import pytest

from bot import buttons, drafts, incoming
from bot.menus import COMMANDS, TRUSTED
from bot.people import Role
from bot.permissions import GRANTED, Permission
from handlers import ROUTES
from handlers.turn import Meant, NoSuchNumber, OldButton, Route

# design.md 3; a pair counts from the day on which one of the two has a route
PAIRS = {
    "khancap": "emergency",
    "huongdan": "guide",
    "tim": "search",
    "baotainan": "report",
    "nguyhiem": "hazard",
    "hoso": "cases",
    "goilai": "callback",
    "gopy": "petition",
    "caidat": "settings",
    "dung": "stop",
    "dulieu": "privacy",
    "xoatinnhan": "clear",
    "trogiup": "help",
    "phatin": "broadcast",
    "chiendich": "campaigns",
    "nhom": "groups",
    "so": "book",
    "thongke": "stats",
    "nhan": "take",
    "truc": "duty",
    "moi": "invite",
    "nhatky": "audit",
}
# The gate turns it into something else: a press into its button.
TRANSLATED = {incoming.Choice}


def table(routes: tuple[Route, ...]) -> list[str | type]:
    return [on for r in routes for on in (r.on.split() if isinstance(r.on, str) else (r.on,))]


def wanted() -> set[str | type]:
    """Every type that `handlers.gate` can say was meant, every draft, every command in a menu."""
    types = {*get_args(Meant), *drafts.KINDS.values()} - TRANSLATED
    types |= {*buttons.PREFIXES.values(), OldButton, NoSuchNumber}
    commands = {name for names in COMMANDS.values() for name in names} - {"start"}
    return types | commands  # the channels read /start into Started


def unrouted(routes: tuple[Route, ...]) -> set[str | type]:
    return wanted() - set(table(routes))


def twice(routes: tuple[Route, ...]) -> set[str | type]:
    found = table(routes)
    return {on for on in found if found.count(on) > 1}


def unpaired(routes: tuple[Route, ...]) -> list[str]:
    """Commands of the design with one language only, or with two meanings."""
    handlers = {
        name: route.handler
        for route in routes
        if isinstance(route.on, str)
        for name in route.on.split()
    }
    return [vi for vi, en in PAIRS.items() if handlers.get(vi) is not handlers.get(en)]


def test_everything_a_person_can_do_has_a_route() -> None:
    assert set(get_args(incoming.Action)) <= wanted() | TRANSLATED
    assert unrouted(ROUTES) == set()


def test_no_route_is_there_twice() -> None:
    assert twice(ROUTES) == set()


def test_every_route_names_a_permission() -> None:
    assert [route.on for route in ROUTES if not isinstance(route.permission, Permission)] == []
    assert {route.permission for route in ROUTES} == set(Permission)


def test_every_command_has_both_its_names() -> None:
    assert unpaired(ROUTES) == []
    assert set(COMMANDS["vi"]) - {"start"} <= set(PAIRS)
    expected = {PAIRS.get(name, name): message for name, message in COMMANDS["vi"].items()}
    assert COMMANDS["en"] == expected


def test_a_roles_menu_offers_what_the_role_may_do() -> None:
    routes = {name: r for r in ROUTES if isinstance(r.on, str) for name in r.on.split()}
    for trusted in TRUSTED:
        vi, en = (routes[trusted.names[language]] for language in ("vi", "en"))
        assert vi is en
        assert vi.permission in {trusted.permission, *GRANTED[Role.WORKER]}, trusted.names


@pytest.mark.parametrize("index", range(len(ROUTES)))
def test_a_lost_or_doubled_route_would_be_seen(index: int) -> None:
    lost = ROUTES[:index] + ROUTES[index + 1 :]
    alone = ROUTES[index].on
    optional = isinstance(alone, str) and not set(alone.split()) & wanted()
    assert optional or unrouted(lost) != set()
    assert twice((*ROUTES, ROUTES[index])) != set()


def test_half_a_pair_would_be_seen() -> None:
    first = ROUTES[0]
    assert unpaired((Route("khancap", first.handler, first.permission),)) == ["khancap"]
