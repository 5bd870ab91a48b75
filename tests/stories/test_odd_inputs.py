"""Whatever a person sends, they get one kind answer, and it says what would work."""

from __future__ import annotations

import unicodedata

from emulator import acts, samples
from emulator.values import Json
from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, count, sends
from tests.world import World

OTHERS: dict[str, tuple[Json, str]] = {
    "poll": (
        {"poll": {"id": "1", "question": "Hỏi?", "options": [], "total_voter_count": 0,
                  "is_closed": False, "is_anonymous": True, "type": "regular",
                  "allows_multiple_answers": False, "allows_revoting": False,
                  "members_only": False}},
        "bot chưa đọc được",
    ),
    "dice": ({"dice": {"emoji": "🎲", "value": 3}}, "bot chưa đọc được"),
    "venue": (
        {"venue": {"location": {"latitude": 10.5, "longitude": 106.5}, "title": "Chợ",
                   "address": "Thôn 2"}},
        "bot chưa đọc được",
    ),
    "forwarded": (
        {"text": CARD, "forward_origin": {"type": "hidden_user", "sender_user_name": "Ai đó",
                                          "date": 1}},
        CARD_TITLE,
    ),
    "space": ({"text": " \n "}, "Bot chưa hiểu"),
    "empty": ({"text": ""}, "Bot chưa hiểu"),
}  # fmt: skip


async def test_rare_kinds_of_message(world: World) -> None:
    an = world.worker("An")
    for what, (content, answer) in OTHERS.items():
        sends(an, content)
        await an.waits_for(answer)
        await world.settles()
        assert len(an.answers) == 1, what


async def test_files_of_every_kind(world: World) -> None:
    an = world.worker("An")
    animation = acts.file_content(an, "animation", samples.VIDEO, "")
    for send, answer in (
        (an.sends_sticker, "Dạ."),
        (lambda: sends(an, animation), "Dạ."),
        (an.sends_voice, "chưa nghe được tin thoại"),
        (an.sends_video, "chưa xem được"),
        (an.sends_photo, "chưa xem được"),
        (an.sends_document, "không mở"),
        (lambda: an.sends_document(size=3 << 30), "không mở"),
        (lambda: an.sends_photo(caption=CARD), CARD_TITLE),
        (lambda: an.sends_document(caption=CARD), CARD_TITLE),
    ):
        send()
        await an.waits_for(answer)
        await world.settles()
        assert len(an.answers) == 1


async def test_an_album_is_answered_once(world: World) -> None:
    an = world.worker("An")
    an.sends_album([samples.PHOTO] * 5)
    await an.waits_for("chưa xem được")
    await world.settles()
    assert len(an.inbox) == 1

    an.sends_album([samples.PHOTO] * 5, caption=CARD)
    await an.waits_for(CARD_TITLE)
    await world.settles()
    assert len(an.inbox) == 2


async def test_numbers_of_people_and_places_are_not_kept(world: World) -> None:
    an = world.worker("An")
    for contact in ((), ("+84911222333",), ("+84911222333", 777)):
        an.sends_contact(*contact)
        await an.waits_for("không lưu số điện thoại")
    an.sends_location(10.762622, 106.660172)
    assert "10.76262, 106.66017" in (await an.waits_for("Bot không lưu vị trí")).text
    await world.settles()
    for table in ("questions", "files", "drafts", "ratings"):
        assert await count(world, table) == 0


async def test_accents_composed_in_the_other_way(world: World) -> None:
    an, binh = world.worker("An"), world.worker("Bình")
    an.types(unicodedata.normalize("NFD", "bị dính thuốc sâu vào mắt"))
    binh.types(unicodedata.normalize("NFC", "bị dính thuốc sâu vào mắt"))
    assert (await an.waits_for("115")).text == (await binh.waits_for("115")).text


STRANGE = (
    "x" * 4096, "ẩ" * 4096, "phở " * 1024, "😀😀", "👨‍👩‍👧‍👦🇻🇳", "1234567890", "???", "a\x00b\x01c",
    "\u202egnort gnahk\u202c", "z" + "\u0301\u0323" * 900, "<b>&\"</b> <script>", "\ud83d",
    "%s %(x)s {0} {words}", "' OR 1=1 --", "\u200b\u200b", "|" * 300,
)  # fmt: skip


async def test_strange_text(world: World) -> None:
    an = world.worker("An")
    for said in STRANGE:
        sends(an, {"text": said})
        await an.waits_for()
        await world.settles()
        assert len(an.answers) == 1, ascii(said[:20])
        assert "Lỗi của bot" not in an.last.text, ascii(said[:20])
    assert await count(world, "inbox WHERE state = 3") == 0


async def test_what_looks_like_html_is_shown_as_it_was_typed(world: World) -> None:
    an = world.worker("An")
    an.types('banh <b>flan</b> & "caramel"')
    assert '«banh <b>flan</b> & "caramel"»' in (await an.waits_for(NOT_FOUND)).text


async def test_numbers_typed_in_a_chat_with_buttons(world: World) -> None:
    an = world.worker("An")
    an.starts()
    await an.waits_for("Chào anh/chị")
    for typed, answer in (
        ("4", "Anh/chị làm việc gì?"),
        ("77", "Không có số 77"),
        ("0", "Cần gì, bấm nút"),
        ("9", "GỌI 115 NGAY"),
    ):
        an.types(typed)
        await an.waits_for(answer)


CODES = (
    "", "\x00", "x" * 64, "c:", "c:nowhere/nothing", "s:nowhere|0", "s:rights|-7", "q:1", "m:|",
    "s:rights|99999999999999999999", "cr:x|y", "cr:construction/scaffold|7|8", "dt:maybe", "l:xx",
    "é" * 32, "cm:" + "a" * 61,
)  # fmt: skip


async def test_forged_and_old_buttons(world: World) -> None:
    an = world.worker("An")
    an.types(CARD)
    card = await an.waits_for(CARD_TITLE)
    for code in CODES:
        an.presses_code(code, card.id)
        await an.waits_for()
        await an.waits_until(lambda: not an.unanswered, "the end of the spinner")
        await world.settles()
        assert len(an.answers) == 1, ascii(code)
        assert "Lỗi của bot" not in an.last.text, ascii(code)
    assert await count(world, "inbox WHERE state = 3") == 0
    assert await count(world, "ratings") == 0
