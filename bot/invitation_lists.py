"""Lists of people to invite: a table from Excel, checked row by row before anybody is invited.

Pure: what is in the cells, whom the sender may invite and where. A row is good or has flaws; a good
row is never held back by a bad one, and every bad one is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot import grants, invitations
from bot.documents.reading import Cell, Rows
from bot.incoming import Text
from bot.invitations import Fault
from bot.people import Actor, Role
from content.areas import Areas
from content.folding import fold

MOST_PEOPLE = 500
TITLE_LINES = 10
"""How far down the line with the names of the columns may stand."""


class Column(StrEnum):
    NAME = "name"
    PHONE = "phone"
    ROLE = "role"
    AREA = "area"


class Wrong(StrEnum):
    """What is wrong with a cell; each has its own sentence that says what would work."""

    FORMULA = "formula"
    NO_NAME = "no name"
    LONG_NAME = "long name"
    PHONE = "phone"
    TWICE = "twice"
    ROLE = "role"
    NOT_YOURS = "not yours"
    PLACE = "place"
    SEVERAL_PLACES = "several places"
    OUTSIDE = "outside"
    INVITED = "invited"
    HELD = "held"


class Useless(StrEnum):
    """Why nothing of a table can be used."""

    COLUMNS = "columns"
    EMPTY = "empty"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Words:
    """How people write the columns and the roles, folded, in every language of the bot."""

    columns: Mapping[str, Column]
    roles: Mapping[str, Role]


@dataclass(frozen=True, slots=True)
class Flaw:
    """`row` as Excel counts; `value` what stands there."""

    row: int
    column: Column
    wrong: Wrong
    value: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """A good row: one person to invite."""

    row: int
    name: str
    phone: str
    role: Role
    area: str


@dataclass(frozen=True, slots=True)
class Checked:
    guests: tuple[Guest, ...]
    flaws: tuple[Flaw, ...]


class Inviting(Protocol):
    """Who may be invited by whoever sent the list."""

    def roles(self) -> Collection[Role]: ...

    def places(self, role: Role, typed: str) -> tuple[str, ...] | Wrong:
        """The places that a typed name may mean; "" is the only one there may be."""
        ...


@dataclass(frozen=True, slots=True)
class ByActor:
    """As the actor's own grants allow."""

    actor: Actor
    areas: Areas

    def roles(self) -> Collection[Role]:
        return grants.appointable(self.actor)

    def places(self, role: Role, typed: str) -> tuple[str, ...] | Wrong:
        if not typed:
            only = grants.only_area(self.actor, role, self.areas)
            return (only,) if only is not None else ()
        known = named(role, typed, self.areas)
        allowed = tuple(c for c in known if grants.appoints(self.actor, role, c, self.areas))
        return Wrong.OUTSIDE if known and not allowed else allowed


@dataclass(frozen=True, slots=True)
class ByOperator:
    """Whoever can run the program may invite everybody."""

    areas: Areas

    def roles(self) -> Collection[Role]:
        return tuple(grants.DIGITS)

    def places(self, role: Role, typed: str) -> tuple[str, ...] | Wrong:
        return named(role, typed, self.areas)


def named(role: Role, typed: str, areas: Areas) -> tuple[str, ...]:
    """The places of this name, or this code, in which the role can be held."""
    if grants.DIGITS[role] == (0,):
        return ("",)
    if typed.isdigit():  # Excel takes the zeros from the front of a code
        codes = tuple(typed.zfill(digits) for digits in grants.DIGITS[role])
    else:
        codes = tuple(found.area.code for found in areas.find(typed).places)
    return tuple(found for found in codes if grants.fits(role, found, areas))


def check(rows: Rows, words: Words, inviting: Inviting) -> Checked | Useless:
    """Every row by itself, and against the others of the list."""
    head = _head(rows, words)
    if head is None:
        return Useless.COLUMNS
    first, columns = head
    filled = [
        (number, row)
        for number, row in enumerate(rows[first:], start=first + 1)
        if any(cell.words for cell in row)
    ]
    if not filled:
        return Useless.EMPTY
    if len(filled) > MOST_PEOPLE:
        return Useless.MANY
    known: dict[tuple[Role, str], tuple[str, ...] | Wrong] = {}
    checked = [_row(number, _cells(row, columns), words, inviting, known) for number, row in filled]
    guests = [found for found in checked if isinstance(found, Guest)]
    flaws = [flaw for found in checked if not isinstance(found, Guest) for flaw in found]
    return _once(guests, flaws)


def without(checked: Checked, taken: Mapping[Guest, Wrong]) -> Checked:
    """Without those who were invited before, or hold the role already."""
    flaws = [Flaw(g.row, Column.PHONE, wrong, g.phone) for g, wrong in taken.items()]
    guests = tuple(guest for guest in checked.guests if guest not in taken)
    return Checked(guests, _sorted([*checked.flaws, *flaws]))


def _head(rows: Rows, words: Words) -> tuple[int, dict[Column, int]] | None:
    """How many lines stand before the people, and where each column is."""
    for number, row in enumerate(rows[:TITLE_LINES], start=1):
        found = {
            words.columns[fold(cell.words)]: at
            for at, cell in reversed(list(enumerate(row)))
            if fold(cell.words) in words.columns
        }
        if {Column.NAME, Column.PHONE, Column.ROLE} <= set(found):
            return number, found
    return None


def _cells(row: Sequence[Cell], columns: Mapping[Column, int]) -> dict[Column, Cell]:
    empty = Cell("")
    return {
        each: row[columns[each]] if columns.get(each, len(row)) < len(row) else empty
        for each in Column
    }


def _row(
    number: int,
    cells: Mapping[Column, Cell],
    words: Words,
    inviting: Inviting,
    known: dict[tuple[Role, str], tuple[str, ...] | Wrong],
) -> Guest | list[Flaw]:
    computed = [c for c, cell in cells.items() if cell.formula]
    if computed:
        return [Flaw(number, c, Wrong.FORMULA, cells[c].words) for c in computed]
    said = {column: cell.words for column, cell in cells.items()}
    name, phone = _name(said[Column.NAME]), _phone(said[Column.PHONE])
    role = _role(said[Column.ROLE], words, inviting)
    area = _place(role, said[Column.AREA], inviting, known) if isinstance(role, Role) else ""
    read = {Column.NAME: name, Column.PHONE: phone, Column.ROLE: role, Column.AREA: area}
    flaws = [
        Flaw(number, column, value, said[column])
        for column, value in read.items()
        if isinstance(value, Wrong)
    ]
    if flaws:
        return flaws
    assert isinstance(role, Role)
    return Guest(number, str(name), str(phone), role, str(area))


def _name(typed: str) -> str | Wrong:
    name = invitations.read_name(typed)
    if isinstance(name, Fault):
        return Wrong.LONG_NAME if name is Fault.LONG else Wrong.NO_NAME
    return name


def _phone(typed: str) -> str | Wrong:
    """Excel takes the zero from the front of a number: nine digits are meant with it."""
    bare = f"0{typed}" if typed.isdigit() and len(typed) == 9 and typed[0] != "0" else typed
    phone = invitations.read_phone(Text(bare), vouched=False)
    return Wrong.PHONE if isinstance(phone, Fault) else phone


def _role(typed: str, words: Words, inviting: Inviting) -> Role | Wrong:
    role = words.roles.get(fold(typed))
    if role is None:
        return Wrong.ROLE
    return role if role in inviting.roles() else Wrong.NOT_YOURS


def _place(
    role: Role,
    typed: str,
    inviting: Inviting,
    known: dict[tuple[Role, str], tuple[str, ...] | Wrong],
) -> str | Wrong:
    """Each name is looked up once: a list has many people of one commune."""
    key = role, " ".join(typed.split())
    if key not in known:
        known[key] = inviting.places(*key)
    found = known[key]
    if isinstance(found, Wrong):
        return found
    if len(found) > 1:
        return Wrong.SEVERAL_PLACES
    return found[0] if found else Wrong.PLACE


def _once(guests: Sequence[Guest], flaws: Sequence[Flaw]) -> Checked:
    """The first of two rows for the same person and role counts."""
    seen: set[tuple[str, Role, str]] = set()
    kept, twice = [], []
    for guest in guests:
        key = guest.phone, guest.role, guest.area
        if key in seen:
            twice.append(Flaw(guest.row, Column.PHONE, Wrong.TWICE, guest.phone))
        else:
            kept.append(guest)
        seen.add(key)
    return Checked(tuple(kept), _sorted([*flaws, *twice]))


def _sorted(flaws: Sequence[Flaw]) -> tuple[Flaw, ...]:
    return tuple(sorted(flaws, key=lambda flaw: flaw.row))
