"""Workbooks as people send them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import openpyxl

HEAD = ("Họ và tên", "Số điện thoại", "Vai trò", "Xã")


def sheet(*rows: Sequence[object], head: Sequence[object] = HEAD) -> bytes:
    book = openpyxl.Workbook()
    for row in (head, *rows):
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(data: bytes) -> list[list[object]]:
    """What stands in a workbook of ours, without its head; no cell may be a formula."""
    found = []
    for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2):
        assert all(cell.data_type != "f" for cell in row)
        found.append([cell.value for cell in row])
    return found


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same workbook with one part more, or another one under the same name."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for part in old.namelist():
            if part != name:
                packed.writestr(part, old.read(part))
        packed.writestr(name, content)
    return out.getvalue()
