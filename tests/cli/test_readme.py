"""Who reads the README knows every command."""

from __future__ import annotations

import re
from pathlib import Path

import typer
from typer.core import TyperGroup

from bot.cli import app

README = Path(__file__).parents[2] / "README.md"


def commands(of: object) -> list[str]:
    if not isinstance(of, TyperGroup):
        return []
    return [name for each, sub in of.commands.items() for name in (each, *commands(sub))]


def test_every_command_is_in_the_readme() -> None:
    section = README.read_text().split("## The commands")[1].split("\n## ")[0]
    named = {
        word for code in re.findall(r"`([^`]+)`", section) for word in re.split(r"[\s|]+", code)
    }
    every = commands(typer.main.get_command(app))
    assert {"run", "import-areas", "poster-visits"} <= set(every)
    assert set(every) - named == set()
