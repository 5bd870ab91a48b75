"""Cells of a table that no spreadsheet takes for a formula (reliability.md T9)."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> str:
    """The value as text: a quote stands before whatever could be read as a formula."""
    text = unicodedata.normalize("NFC", str(value))
    risky = text.lstrip(" ").startswith(_STARTS)
    shown = "".join(c for c in text if unicodedata.category(c) != "Cc" or c == "\n")
    return f"'{shown}" if risky or shown.lstrip(" ").startswith(_STARTS) else shown


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """Every cell quoted and safe."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
