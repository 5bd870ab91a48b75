"""Pages of a list of cases.

Every way by which a case belongs there walks an index of its own in the order of the page and stops
at its end; an OR of the ways would read and sort them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from bot.sight import Codes
from storage.report_rows import cases

OVER = ("closed", "withdrawn")
Columns = sa.ColumnCollection[str, sa.ColumnElement[Any]]
Order = Callable[[Columns], list[sa.ColumnElement[Any]]]


def gravest(of: Columns) -> list[sa.ColumnElement[Any]]:
    return [of.rank.desc(), of.id]


def latest(of: Columns) -> list[sa.ColumnElement[Any]]:
    return [of.id.desc()]


def in_states(states: Iterable[str]) -> sa.ColumnElement[bool]:
    """Cases with a place of their own in a list; written as the indexes have it."""
    there = cases.c.state.in_([sa.literal_column(f"'{state}'") for state in states])
    return sa.and_(there, cases.c.joined_id.is_(None))


def lying(codes: Codes) -> Iterator[sa.ColumnElement[bool]]:
    """The ways to lie in these areas: within, or near their boundary."""
    if codes is None:
        yield sa.true()
    elif codes:
        yield cases.c.area.in_(codes)
        yield sa.and_(cases.c.also.in_(codes), cases.c.also != "")


def numbers(
    ways: Iterable[sa.ColumnElement[bool]],
    *where: sa.ColumnElement[bool],
    order: Order,
    offset: int = 0,
    limit: int,
) -> sa.Select[tuple[int]]:
    """The ids of a page."""
    columns = sa.select(cases.c.id, cases.c.rank).where(*where)
    heads: Sequence[sa.Subquery] = [
        columns.where(way).order_by(*order(cases.c)).limit(offset + limit).subquery()
        for way in ways
    ]
    heads = heads or [columns.where(sa.false()).subquery()]
    found = sa.union(*(sa.select(head) for head in heads)).subquery()
    return sa.select(found.c.id).order_by(*order(found.c)).offset(offset).limit(limit)
