"""Posters: one A4 page, whatever the words, with a code that opens the link."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pytest
import segno
from PIL import Image

from bot.documents.cells import safe_cell
from bot.documents.posters import PosterSheet, sheet
from bot.joining import Poster
from tests.contracts.real import catalogs

POSTER = Poster("05425", "construction", "cho")
LINK = "https://antoan.example.vn/?start=a05425-sconstruction-ccho"
VALUES = PosterSheet(
    POSTER,
    "Xã An Bình, tỉnh Phú Thọ",
    "Xây dựng, thợ hồ",
    "Công đoàn xã Mẫu",
    "antoan_mau_bot",
    "https://antoan.example.vn/",
)


def test_a_pdf_of_one_page() -> None:
    made = sheet(VALUES, "pdf", catalogs()["vi"])
    assert made.startswith(b"%PDF-")
    assert re.findall(rb"/Type */Pages\s*/Count (\d+)", made) == [b"1"]


def test_the_picture_shows_the_code_of_the_link() -> None:
    page = Image.open(io.BytesIO(sheet(VALUES, "png", catalogs()["vi"]))).convert("L")
    assert page.height / page.width == pytest.approx(297 / 210, abs=0.01)
    expected = [list(row) for row in segno.make_qr(LINK, error="m").matrix]
    assert _code_on(page, len(expected)) == expected


def _code_on(page: Image.Image, size: int) -> list[list[int]]:
    """The modules of the QR code on the page: found as the widest dark block of its rows."""
    dark = page.point(lambda level: 255 if level < 128 else 0)
    middle = dark.crop((0, page.height // 4, page.width, page.height // 2))
    left, _, right, _ = middle.getbbox() or (0, 0, 0, 0)
    module = (right - left) / size
    column = [dark.getpixel((int(left + module / 2), y)) for y in range(page.height)]
    top = _first_run(column, int(6 * module))
    return [
        [
            int(
                dark.getpixel((int(left + (x + 0.5) * module), int(top + (y + 0.5) * module)))
                == 255
            )
            for x in range(size)
        ]
        for y in range(size)
    ]


def _first_run(column: Sequence[object], length: int) -> int:
    """Where the column is dark for so long first: the finder pattern's edge."""
    return next(y for y in range(len(column)) if all(v == 255 for v in column[y : y + length]))


@pytest.mark.parametrize(
    "operator", ["Liên hiệp công đoàn " * 6, '#eval("1") $x$ *b* \\ "', "Tổ <b> & em"]
)
def test_any_name_stays_words_on_one_page(operator: str) -> None:
    values = PosterSheet(POSTER, VALUES.area, VALUES.sector, operator, "", VALUES.web)
    assert sheet(values, "png", catalogs()["vi"]).startswith(b"\x89PNG")


def test_a_poster_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="needs an address"):
        sheet(PosterSheet(POSTER, "a", "b", "c"), "pdf", catalogs()["vi"])


@pytest.mark.parametrize("typed", ["=1+1", "+84", "-1", "@a", "\t=1", " =1", "＝1", "\0=1", "\r=1"])
def test_no_cell_is_a_formula(typed: str) -> None:
    assert safe_cell(typed).startswith("'")
    assert safe_cell("An Bình") == "An Bình"
