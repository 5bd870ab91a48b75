"""Opens a workbook that somebody sent: the child process of bot.documents.reading.

`python -I -m bot.documents.opening` reads the file on standard input and writes one JSON object:
{"refused": why} or {"rows": [[cell, …], …]}; a cell is null, ["text", words] or ["formula", words].
It has no secrets in its environment, and little memory and time.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import zipfile
from typing import Any

MOST_BYTES = 2 * 2**20
MOST_UNPACKED = 32 * 2**20
MOST_PARTS = 500
MOST_ROWS = 500
MOST_COLUMNS = 12
LONGEST_CELL = 500
BLANK_ROWS = 200
"""A sheet ends after so many empty rows: formatting alone can reach down a million."""

_MEMORY, _SECONDS = 512 * 2**20, 10
_OLD = b"\xd0\xcf\x11\xe0"  # the container of .xls, and of a workbook with a password


def limited() -> None:
    """No more memory, time, files to write or core dumps than an honest list needs."""
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def refusal(data: bytes) -> str:
    """Why this is not opened, "" when it may be."""
    if len(data) > MOST_BYTES:
        return "big"
    if data.startswith(_OLD):
        return "old"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _inside(packed)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError):
        return "broken"


def _inside(packed: zipfile.ZipFile) -> str:
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return "bomb"
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        return "other"
    if any(name.endswith(".bin") and "vba" in name.lower() for name in names):
        return "macros"
    return "macros" if b"macroEnabled" in packed.read("[Content_Types].xml") else ""


def rows(data: bytes) -> list[list[Any]] | str:
    """The cells of the sheet that was open when it was saved, or why there are none."""
    from openpyxl import load_workbook  # only what passed the checks needs it

    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    found: list[list[Any]] = []
    blank = 0
    for row in book.active.iter_rows(max_col=MOST_COLUMNS):
        cells = [_cell(cell) for cell in row]
        blank = 0 if any(cells) else blank + 1
        if blank > BLANK_ROWS:
            break
        found.append(cells)
        if sum(any(kept) for kept in found) > MOST_ROWS + 10:  # ten lines for titles
            return "rows"
    return found


def _cell(cell: Any) -> list[str] | None:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = "" if value is None else str(value).strip()
    if not words:
        return None
    formula = cell.data_type == "f" or words.startswith("=")
    return ["formula" if formula else "text", words[:LONGEST_CELL]]


def main() -> None:
    limited()
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    answer: dict[str, Any]
    try:
        why = refusal(data)
        read = why or rows(data)
    except Exception:  # noqa: BLE001 - whatever is wrong with the file, the reader says "broken"
        read = "broken"
    answer = {"refused": read} if isinstance(read, str) else {"rows": read}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
