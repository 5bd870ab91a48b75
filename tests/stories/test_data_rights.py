"""One's own data: seen, taken along, corrected, stopped and erased by oneself."""

from __future__ import annotations

import json
from datetime import timedelta

import aiohttp

from bot.data import Kind
from bot.incoming import Address
from emulator.group import Group
from emulator.state import TOKEN
from tests.journeys import so_far, walked
from tests.stories.helpers import CARD, CARD_TITLE, count, until
from tests.stories.own_data import (
    LETTER,
    PHONE,
    PURPOSES,
    WORDS,
    agrees,
    beats,
    erased,
    everything,
    held_about,
    lives,
    names_of,
    person_of,
    statements,
    writes_to,
)
from tests.world import World

TELEGRAM = f"telegram:{TOKEN.split(':')[0]}"


async def test_what_is_kept_is_told_in_plain_words(world: World) -> None:
    an = world.worker("An")
    await lives(world, an)
    await agrees(world, await person_of(world, "telegram"), *PURPOSES)
    an.types("/dulieu")
    shown = await an.waits_for("Bot đang lưu về anh/chị")
    for words in ("Telegram", "12/5/2026", "tin nhắc việc", "Tháng hành động", "Việc:"):
        assert words in shown.text
    assert shown.labels == ["Tải về", "Sửa", "Xóa hết", "Xóa dấu vết"]
    assert await count(world, "data_requests WHERE kind = 'view' AND done_at IS NOT NULL") == 1


async def test_the_document_on_telegram_has_everything(world: World) -> None:
    an = world.worker("An")
    await lives(world, an)
    number = await person_of(world, "telegram")
    await agrees(world, number, *PURPOSES)
    await writes_to(world, number)
    await an.waits_for(LETTER)
    an.types("/dulieu")
    await an.waits_for("Bot đang lưu")
    await world.settles()
    an.presses("Tải về")
    await an.waits_until(lambda: any("document" in m.body for m in an.inbox), "the document")
    (message,) = [m for m in an.inbox if "document" in m.body]
    assert message.body["document"]["file_name"] == "an-toan-du-lieu.json"
    file = world.telegram.files.given("document", message.body["document"]["file_id"])
    told = json.loads(file.upload.data)
    kept = await held_about(world, number)
    for noun, rows in kept.items():  # the document itself, and its own update, came after
        assert len(told[noun]) >= rows - (1 if noun in ("files", "inbox") else 0), noun
    assert told["addresses"][0]["ref"] == str(an.id)
    assert WORDS in file.upload.data.decode()
    assert LETTER in file.upload.data.decode()


async def test_the_document_on_the_page_opens_for_its_person_alone(world: World) -> None:
    binh, other = await world.visitor(), await world.visitor()
    await lives(world, binh)
    await binh.types("/dulieu")
    await binh.waits_for("Bot đang lưu")
    await binh.presses("Tải về")
    await binh.waits_for("Đây là mọi điều")
    files = await world.rows("SELECT owner FROM files")
    assert len(files) == 1
    url = binh.media[-1]["url"]
    assert (await binh.fetches(url))[0] == 200
    assert "transcripts" in json.loads((await binh.fetches(url))[1])
    assert (await other.fetches(url))[0] == 404


async def test_erased_everywhere_on_telegram(world: World) -> None:
    """T15, T20: rows, inbox, log and backup hold nothing of them any more."""
    an, binh = world.worker("An"), world.worker("Binh")
    await lives(world, an)
    await lives(world, binh)
    number, other = 1, await person_of(world, "telegram")
    await agrees(world, number, *PURPOSES)
    await writes_to(world, number)
    shared = await writes_to(world, number, other, text="to both of you")
    await an.waits_for("to both")
    await binh.waits_for("to both")
    names = await names_of(world, Address(TELEGRAM, str(an.id)))
    before = await everything(world)
    assert any(name in before for name in names)
    begun = so_far(an)
    an.types("/dulieu")
    await an.waits_for("Bot đang lưu")
    await world.settles()
    an.presses("Xóa hết")
    await an.waits_for("Xóa rồi không lấy lại được")
    await world.settles()
    an.presses("Xóa hết")
    await an.waits_for("Bot đang xóa hết")
    walked("erase everything", an, since=begun)
    await erased(world)
    assert await held_about(world, number) == {"people": 1}
    left = await everything(world)
    for secret in (str(an.id), WORDS, PHONE, LETTER):
        assert secret.encode() not in left
    assert [name for name in names if name in left] == []
    assert await count(world, "consent_proofs") == 2
    async with world.memory() as unit:  # numbers stay
        assert sum((await unit.ledger.states(shared)).values()) == 2
    assert "addresses" in await held_about(world, other)
    binh.types(CARD)
    await binh.waits_for(CARD_TITLE)


async def test_erased_everywhere_on_the_page(world: World) -> None:
    binh = await world.visitor()
    await lives(world, binh)
    number = await person_of(world, "web")
    begun = so_far(binh)
    await binh.types("/dulieu")
    await binh.waits_for("Bot đang lưu")
    await binh.presses("Xóa hết")
    await binh.waits_for("Xóa rồi")
    await binh.presses("Xóa hết")
    await binh.waits_for("Bot đang xóa hết")
    walked("erase everything", binh, since=begun)
    await erased(world)
    assert await held_about(world, number) == {"people": 1}
    assert await count(world, "transcript_entries") == 0
    await binh.waits_to_forget()
    await binh.types(CARD)  # met as new, on the same open page
    await binh.waits_for(CARD_TITLE)
    assert await person_of(world, "web") != number


async def test_a_thousand_messages_go_in_one_sweep(world: World) -> None:
    an = world.worker("An")
    await lives(world, an)
    number = await person_of(world, "telegram")
    assert world.app
    async with world.app.units() as unit:
        for _ in range(1000):
            await unit.transcripts.append(
                Address(TELEGRAM, str(an.id)), {"html": WORDS}, now=world.now
            )
    assert world.app
    with statements(world.app.engine) as executed:
        async with world.app.units() as unit:
            await unit.data.erase(number, now=world.now)
    assert len(executed) < 60
    assert await held_about(world, number) == {"people": 1}


async def test_a_hold_stops_it_and_lifting_the_hold_goes_on(world: World) -> None:
    an = world.worker("An")
    await lives(world, an)
    number = await person_of(world, "telegram")
    assert world.app
    async with world.app.units() as unit:
        await unit.data.hold(f"person:{number}", "court letter 7", now=world.now)
    an.types("/dulieu")
    await an.waits_for("Lệnh giữ theo luật")
    await world.settles()
    an.presses("Xóa hết")
    await an.waits_for("Xóa rồi")
    await world.settles()
    an.presses("Xóa hết")
    await an.waits_for("luật đang buộc giữ")
    await beats(world, after=timedelta(days=21))
    assert "addresses" in await held_about(world, number)
    async with world.memory() as unit:
        assert await unit.data.overdue(now=world.now) == 1
    async with world.app.units() as unit:
        assert await unit.data.lift(f"person:{number}", now=world.now)
    await erased(world)
    assert await held_about(world, number) == {"people": 1}


async def test_stop_and_again_and_why(world: World) -> None:
    an = world.worker("An")
    an.types("/dung")
    await an.waits_for("Bot không tự nhắn tin")
    number = await person_of(world, "telegram")
    await agrees(world, number, *PURPOSES)
    an.types("/caidat")
    settings = await an.waits_for("Đang đồng ý: tin nhắc việc, tin Tháng hành động")
    assert "Thôi tin nhắc việc" in settings.labels
    await world.settles()
    an.presses("Vì sao tôi nhận tin này?")
    await an.waits_for("ngày 12/5/2026")
    an.types("/dung")
    stopped = await an.waits_for("Đã dừng.")
    assert await count(world, "consents WHERE withdrawn_at IS NULL") == 0
    await world.settles()
    an.presses(stopped.labels[0])
    await an.waits_for("Đã nhận lại")
    assert await count(world, "consents WHERE withdrawn_at IS NULL") == 2
    an.types("/caidat")
    await an.waits_for("Đang đồng ý")
    await world.settles()
    an.presses("Thôi tin nhắc việc")
    await an.waits_for("Đã thôi tin nhắc việc")
    assert await count(world, "consents WHERE withdrawn_at IS NULL") == 1
    assert await count(world, "data_requests WHERE kind = 'withdraw'") == 2


async def test_private_things_are_not_told_in_a_group(world: World) -> None:
    an = world.worker("An")
    group = Group(world.telegram, -1_000_000_000_700)
    group.adds_bot(an)
    for command in ("/dulieu", "/caidat", "/chuyen ABCD2345"):
        group.speaks(an, f"{command.split(' ')[0]}{group.mention} {command.partition(' ')[2]}")
        await group.waits_for("Nhắn riêng cho bot")
        await world.settles()


async def test_nothing_is_left_waiting(world: World) -> None:
    """Health tells of a request that is later than the law allows."""
    an = world.worker("An")
    await lives(world, an)
    assert world.app
    async with world.app.units() as unit:
        number = await person_of(world, "telegram")
        await unit.data.hold(f"person:{number}", "x", now=world.now)
        await unit.data.request(number, Kind.ERASE, now=world.now, done=False)
    world.now += timedelta(days=20, seconds=1)

    async def troubled() -> bool:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{world.web_url}/health") as answer,
        ):
            return "data requests are overdue" in (await answer.json())["troubles"]

    await until(troubled, "the alarm")
