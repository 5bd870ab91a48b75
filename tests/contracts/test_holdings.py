"""No table can be forgotten: each is a holding of people's data, or says why it is none."""

from __future__ import annotations

import re

import sqlalchemy as sa

from bot.screens.data import LINES
from storage.holdings import HOLDINGS, UNLINKED
from storage.schema import metadata

_LINK = re.compile(r"(person|people|address|actor|owner|chat|given_by)(_id)?")
_ALLOWED = {"audit.actor"}  # bare numbers, see UNLINKED


def links(table: sa.Table) -> list[str]:
    """Columns that lead to a person: references and names that say so."""
    people = {"people", "addresses"}
    return [
        f"{table.name}.{column.name}"
        for column in table.columns
        if {key.column.table.name for key in column.foreign_keys} & people
        or _LINK.fullmatch(column.name)
    ]


def unregistered(tables: list[sa.Table]) -> list[str]:
    held = {table.name for holding in HOLDINGS for table in holding.tables}
    return [table.name for table in tables if table.name not in held | set(UNLINKED)]


def test_every_table_is_registered_once() -> None:
    tables = list(metadata.tables.values())
    assert unregistered(tables) == []
    named = [table.name for holding in HOLDINGS for table in holding.tables] + list(UNLINKED)
    assert sorted(named) == sorted(metadata.tables)


def test_a_table_without_people_leads_to_none() -> None:
    found = [link for name in UNLINKED for link in links(metadata.tables[name])]
    assert set(found) == _ALLOWED


def test_a_forgotten_table_would_be_seen() -> None:
    spare = sa.MetaData()
    planted = sa.Table("diary", spare, sa.Column("person_id", sa.Integer))
    assert unregistered([planted]) == ["diary"]
    assert links(planted) == ["diary.person_id"]


def test_every_holding_is_told_in_words() -> None:
    assert set(LINES) == {holding.noun for holding in HOLDINGS}
