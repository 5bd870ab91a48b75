"""Pictures are made anew: nothing of where and by whom is left, and a bomb is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from bot.pictures import LONGEST_SIDE, Refused, made_anew


def photo(size: tuple[int, int] = (60, 40)) -> bytes:
    """A JPEG that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "Canary Nguyen"
    exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, "JPEG", exif=exif, comment=b"Canary")
    return made.getvalue()


def bomb() -> bytes:
    """A PNG of 60,000 x 60,000 pixels in a few bytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


async def test_t7_no_metadata_is_left() -> None:
    assert b"Canary" in photo()
    made = await made_anew(photo())
    assert b"Canary" not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (60, 40), {})


async def test_a_large_picture_becomes_as_large_as_a_screen() -> None:
    with Image.open(io.BytesIO(await made_anew(photo((4000, 1000))))) as picture:
        assert picture.size == (LONGEST_SIDE, 400)


@pytest.mark.parametrize("data", [bomb(), b"", b"%PDF-1.4", photo()[:100], b"<svg/>"])
async def test_t6_bombs_and_what_is_no_picture_are_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        await made_anew(data)
