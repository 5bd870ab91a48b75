"""Runs `antoan` as an operator does: an own process, an empty environment, an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str


def start(folder: Path, *words: str, **settings: str) -> subprocess.Popen[str]:
    """`settings` without their prefix: `bot_token="…"` is ANTOAN_BOT_TOKEN."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), "HOME": str(folder)}
    environment |= {f"ANTOAN_{name.upper()}": value for name, value in settings.items()}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def end(process: subprocess.Popen[str]) -> Ended:
    out, err = process.communicate(timeout=30)
    return Ended(process.returncode, out, err)


def antoan(folder: Path, *words: str, **settings: str) -> Ended:
    return end(start(folder, *words, **settings))
