"""A table as an Excel workbook in which every cell is plain text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from bot.documents.cells import safe_cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet: `head` in bold and always in sight, then the rows."""
    import xlsxwriter  # 2 MB that only a table needs

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _PLAIN) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(head) - 1, 28)
        for column, words in enumerate(head):
            sheet.write_string(0, column, safe_cell(words), bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                sheet.write_string(number, column, safe_cell(value), text)
    return out.getvalue()
