"""How roles, places, people and times are called on screens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.people import Role
from content.areas import Areas
from content.catalog import Catalog

_ROLES: dict[Role, str] = {
    Role.WORKER: "office.worker",
    Role.ORGANISER: "office.organiser",
    Role.RESPONDER: "office.responder",
    Role.OFFICIAL: "office.official",
    Role.PROVINCE: "office.province",
    Role.ADMIN: "office.admin",
}
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WIDEST = 32


def role_name(role: Role, catalog: Catalog) -> str:
    return catalog.label(_ROLES[role])


def place(area: str, areas: Areas, catalog: Catalog) -> str:
    """A commune with its province, a province, or the whole country; as they are called today."""
    if not area or area not in areas:
        return catalog.label("office.everywhere")
    found = areas.area(areas.now(area))
    if found.is_province:
        return found.title
    return f"{found.title}, {areas.province_of(area).title}"


def place_label(area: str, areas: Areas, catalog: Catalog) -> str:
    """The same on a button: without the kinds when it would be too wide."""
    whole = place(area, areas, catalog)
    if len(whole) <= WIDEST or area not in areas:
        return short(whole)
    return short(f"{areas.area(areas.now(area)).name}, {areas.province_of(area).name}")


def office(role: Role, area: str, areas: Areas, catalog: Catalog) -> str:
    """What somebody is, and where."""
    names = role_name(role, catalog), place(area, areas, catalog)
    return catalog.label("office.at", role=names[0], area=names[1])


def short(label: str, widest: int = WIDEST) -> str:
    return label if len(label) <= widest else f"{label[: widest - 1].rstrip()}…"


def distinct(labels: Sequence[str]) -> list[str]:
    """Labels that no two of them read alike: people are told apart by a number."""
    found: list[str] = []
    for label in labels:
        same = sum(short(label).casefold() == short(other).casefold() for other in labels)
        seen = sum(
            short(label).casefold() == short(other).casefold() for other in labels[: len(found)]
        )
        found.append(f"{short(label, WIDEST - 4)} ({seen + 1})" if same > 1 else short(label))
    return found


def moment(at: datetime) -> str:
    """An hour and a day, as clocks in Viet Nam show it."""
    return f"{at.astimezone(_ZONE):%H:%M %d/%m/%Y}"
