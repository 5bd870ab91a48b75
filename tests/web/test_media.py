"""Files: what is taken, how it is called, and who may see it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from urllib.parse import quote

import httpx
import pytest
from PIL import Image

from bot.channels.web.limits import Limits
from bot.incoming import Media
from tests.web.house import BASE, House, Visitor, visiting

ONE = "11111111-1111-4111-8111-111111111111"
EXE = b"MZ" + bytes(200)


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, kind)
    return file.getvalue()


def docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
            archive.writestr(name, "<x/>" * 50)
    return file.getvalue()


async def upload(visitor: Visitor, data: bytes, kind: str = "", **headers: str) -> httpx.Response:
    return await visitor.post(f"media?id={ONE}&kind={kind}", content=data, headers=headers)


@pytest.mark.parametrize(
    ("data", "claimed", "kind"),
    [
        (picture("JPEG"), "document", "photo"),
        (picture("PNG"), "photo", "photo"),
        (picture("WEBP"), "photo", "photo"),
        (picture("GIF"), "photo", "animation"),
        (b"OggS" + bytes(100), "voice", "voice"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(100), "voice", "voice"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(100), "video", "video"),
        (b"\x00\x00\x00\x1cftypmp42" + bytes(100), "video", "video"),
        (b"\x00\x00\x00\x1cftypM4A " + bytes(100), "audio", "audio"),
        (b"ID3" + bytes(100), "audio", "audio"),
        (b"%PDF-1.7" + bytes(100), "photo", "document"),
        (docx(), "document", "document"),
    ],
)
async def test_the_first_bytes_decide(data: bytes, claimed: str, kind: str) -> None:
    house = House()
    async with visiting(house.app()) as visitor:
        answer = await upload(visitor, data, claimed)
    assert answer.status_code == 200, answer.text
    action = house.channel.read(house.ingress.accepted[0].payload).action
    assert action == Media(kind, "file0", size=len(data))


@pytest.mark.parametrize("data", [EXE, b"<svg onload=alert(1)>", b"PK\x03\x04" + bytes(99), b""])
async def test_other_types_are_refused(data: bytes) -> None:
    house = House()
    async with visiting(house.app()) as visitor:
        answer = await upload(visitor, data, "photo")
    assert (answer.status_code, answer.json()) == (415, {"error": "err.file"})
    assert house.files.kept == {}


async def test_too_big_is_refused() -> None:
    house = House(limits=Limits(media_bytes=1000))
    async with visiting(house.app()) as visitor:
        answer = await upload(visitor, picture("PNG") + bytes(1000))
        chunked = await visitor.post(f"media?id={ONE}", content=endless())
    assert (answer.status_code, answer.json()) == (413, {"error": "err.big"})
    assert chunked.status_code == 413


async def endless() -> AsyncIterator[bytes]:
    for _ in range(100):
        yield bytes(100)


async def test_name_and_caption_come_clean() -> None:
    house = House()
    async with visiting(house.app()) as visitor:
        names = {"X-Name": quote("ru\u0323ng.jpg"), "X-Caption": quote("\x00o day")}
        await upload(visitor, picture("JPEG"), "photo", **names)
    action = house.channel.read(house.ingress.accepted[0].payload).action
    assert isinstance(action, Media)
    assert (action.name, action.caption) == ("r\u1ee5ng.jpg", "o day")


async def test_only_the_session_it_was_shown_to_can_open_a_file() -> None:
    house = House()
    app = house.app()
    async with visiting(app) as sender, visiting(app) as stranger:
        url = (await upload(sender, picture("PNG"))).json()["url"]
        seen = await sender.http.get(f"{BASE}{url}")
        unseen = await stranger.http.get(f"{BASE}{url}")
        guessed = await sender.http.get(f"{BASE}api/media/file0?pass=x")
    assert seen.content == picture("PNG")
    assert "sandbox" in seen.headers["content-security-policy"]
    assert (unseen.status_code, guessed.status_code) == (404, 404)


async def test_documents_are_never_opened_in_the_page() -> None:
    async with visiting(House().app()) as visitor:
        url = (await upload(visitor, b"%PDF-1.7" + bytes(100))).json()["url"]
        answer = await visitor.http.get(f"{BASE}{url}")
    assert answer.headers["content-disposition"] == "attachment"


async def test_a_range_is_enough_for_a_player() -> None:
    async with visiting(House().app()) as visitor:
        url = (await upload(visitor, picture("PNG"))).json()["url"]
        part = await visitor.http.get(f"{BASE}{url}", headers={"Range": "bytes=1-3"})
        rest = await visitor.http.get(f"{BASE}{url}", headers={"Range": "bytes=4-"})
    assert (part.status_code, part.content) == (206, b"PNG")
    assert part.content + rest.content == picture("PNG")[1:]
