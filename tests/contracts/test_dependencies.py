"""What the bot imports is what it asks to be installed with: `make demo` has nothing of `dev`."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from tests.contracts.code import Source, sources
from tests.contracts.real import HOUSE
from tests.contracts.test_imports import PACKAGES


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]
    return {normal(re.split(r"[\[<>=]", line)[0]) for line in project["dependencies"]}


def imported(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def undeclared(found: list[Source], wishes: set[str]) -> set[tuple[str, str]]:
    known = {*PACKAGES, *sys.stdlib_module_names}
    providers = packages_distributions()
    return {
        (source.name, name)
        for source in found
        for name in imported(source)
        if name not in known and not {normal(one) for one in providers[name]} & wishes
    }


def test_everything_imported_is_declared() -> None:
    assert undeclared(sources(*PACKAGES), declared()) == set()


def test_what_only_tests_install_is_found() -> None:
    planted = Source("bot/planted.py", "import pytest\nfrom PIL import Image\n")
    assert undeclared([planted], declared()) == {("bot/planted.py", "pytest")}
