"""Imports point inwards; the contracts are in pyproject.toml, and import-linter keeps them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.real import HOUSE

PACKAGES = ("bot", "content", "storage", "handlers", "emulator")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter on the house in `folder`, which comes before the installed one."""
    command = (
        "import sys; sys.path.insert(0, '.');"
        "from importlinter.cli import lint_imports;"
        "sys.exit(lint_imports(no_cache=True))"
    )
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        [sys.executable, "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_imports_point_inwards() -> None:
    done = lint(HOUSE)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house's modules, to be spoilt."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(HOUSE / "pyproject.toml", folder)
    for package in PACKAGES:
        for path in (HOUSE / package).rglob("*.py"):
            target = folder / path.relative_to(HOUSE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return folder


def test_imports_that_point_outwards_are_found(copied: Path) -> None:
    planted = {
        "bot/guidance.py": ("bot.channels.web.words", "Rules and screens know no channel"),
        "content/folding.py": ("bot.screen", "Content knows nobody"),
        "handlers/odd.py": ("storage.rows", "Handlers know no storage"),
        "storage/rows.py": ("handlers.turn", "Storage knows no channel"),
        "bot/channels/web/words.py": ("bot.channels.telegram.status", "Channels do not know"),
        "bot/channels/telegram/status.py": ("storage.rows", "Channels know no storage"),
        "emulator/values.py": ("content.html", "The emulator stands alone"),
    }
    for name, (module, _) in planted.items():
        with (copied / name).open("a", encoding="utf-8") as file:
            file.write(f"\nimport {module}\n")
    done = lint(copied)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    for _, contract in planted.values():
        assert any(line.startswith(contract) and "BROKEN" in line for line in lines), contract
