"""Reads a workbook that somebody sent, in a child process with few means and no secrets."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from enum import StrEnum

SECONDS = 20.0


class Refused(StrEnum):
    """Why a file is not read. OLD: .xls, or protected by a password; OTHER: no workbook at all."""

    BIG = "big"
    BOMB = "bomb"
    BROKEN = "broken"
    MACROS = "macros"
    OLD = "old"
    OTHER = "other"
    ROWS = "rows"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a cell; numbers and dates are words too. `formula`: what Excel would compute."""

    words: str
    formula: bool = False


Rows = list[list[Cell]]
_EMPTY = Cell("")


async def read(data: bytes) -> Rows | Refused:
    """All rows from the first on, empty ones included, so that they count as in Excel."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", f"{__package__}.opening"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PYTHONUTF8": "1"},
    )
    try:
        async with asyncio.timeout(SECONDS):
            said, _ = await child.communicate(data)
    except TimeoutError:
        said = b""
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    return _told(said)


def _told(said: bytes) -> Rows | Refused:
    """A child that was stopped by its limits has said nothing."""
    if not said:
        return Refused.BOMB
    answer = json.loads(said)
    if "refused" in answer:
        return Refused(answer["refused"])
    return [
        [Cell(cell[1], cell[0] == "formula") if cell else _EMPTY for cell in row]
        for row in answer["rows"]
    ]
