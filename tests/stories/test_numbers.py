"""A commune's own numbers: entered by its official, there when somebody needs them."""

from __future__ import annotations

from bot import buttons
from bot.people import Role
from tests.offices import COMMUNE, OTHER_COMMUNE, newest_person, somebody, writing
from tests.visitor import Visitor
from tests.world import World

EMERGENCY = 350
HEALTH = "Trạm y tế 024 3825 1115"


async def keeps(lan: Visitor) -> None:
    """Opens the numbers of the commune."""
    await lan.types("/truc")
    await lan.waits_for("Lịch trực")
    await lan.presses("Số của xã")
    await lan.waits_for("Số riêng của")


async def enters(lan: Visitor) -> None:
    await keeps(lan)
    await lan.presses("Nhập số trạm y tế")
    await lan.waits_for("Gõ số điện thoại")
    await lan.types("024 3825 1115")
    await lan.waits_for("Trạm y tế: 024 3825 1115, nhập 12/5/2026")


async def lives_there(world: World, person: int) -> None:
    async with writing(world) as unit:
        await unit.people.join(person, commune=COMMUNE, sectors=())


async def test_the_numbers_stand_beside_every_emergency(world: World) -> None:
    lan, _ = await somebody(world, Role.OFFICIAL, COMMUNE)
    an, an_is = await somebody(world)
    await an.types("/khancap")
    assert HEALTH not in (await an.waits_for("115")).labels
    await enters(lan)
    await an.types("/khancap")
    assert HEALTH not in (await an.waits_for("115")).labels, "their commune is not known"
    await lives_there(world, an_is)
    for words in ("/khancap", "bi dien giat", "khong muon song nua", "chay mau nhieu"):
        await an.types(words)
        shown = await an.waits_for("")
        assert HEALTH in shown.labels, words
        assert len(shown.text) <= EMERGENCY, words
        called = next(c for c in shown.choices if c["label"] == HEALTH)
        assert "02438251115" in str(called), "a touch calls"


async def test_on_telegram_the_label_tells_the_number(world: World) -> None:
    lan, _ = await somebody(world, Role.OFFICIAL, COMMUNE)
    await enters(lan)
    hung = world.worker("Hùng")
    hung.starts()
    await hung.waits_for("Chào anh/chị")
    await world.settles()
    await lives_there(world, await newest_person(world))
    hung.types("/khancap")
    await hung.waits_for("GỌI 115 NGAY")
    hung.presses(HEALTH)
    await hung.waits_for("Trạm y tế: 024 3825 1115")


async def test_wrong_numbers_and_outdated_ones(world: World) -> None:
    lan, _ = await somebody(world, Role.OFFICIAL, COMMUNE)
    await keeps(lan)
    await lan.presses("Nhập số công an")
    await lan.waits_for("Gõ số điện thoại")
    for typed, said in {
        "113": "luôn có sẵn",
        "1900 1234": "tính tiền",
        "0912 345 67": "có 9 chữ số",
        "anh Hùng": "chưa phải số điện thoại",
    }.items():
        await lan.types(typed)
        await lan.waits_for(said)
    await lan.types("0912 345 678")
    await lan.waits_for("Công an: 0912 345 678")
    await lan.presses("Nhập số công an")
    await lan.waits_for("Gõ số điện thoại")
    await lan.types("0912 345 679")
    shown = await lan.waits_for("Công an: 0912 345 679")
    assert "345 678" not in shown.text
    await lan.presses("Bỏ số công an")
    assert "Công an:" not in (await lan.waits_for("Số riêng của")).text
    await lan.types("/nhatky")
    log = (await lan.waits_for("nhập số ở")).text
    assert "Công an 0912 345 679" in log
    assert "bỏ số ở" in log


async def test_only_the_commune_itself_enters_them(world: World) -> None:
    lan, _ = await somebody(world, Role.OFFICIAL, COMMUNE)
    await enters(lan)
    stranger, _ = await somebody(world, Role.OFFICIAL, OTHER_COMMUNE)
    for button in (
        buttons.KeepNumbers(COMMUNE),
        buttons.AskNumber(COMMUNE, "health"),
        buttons.AskNumber(OTHER_COMMUNE, "moon"),
        buttons.RemoveNumber(COMMUNE, "health"),
    ):
        await stranger.posts(kind="choice", code=buttons.encode(button), message="")
        await stranger.waits_for("Không có việc này")
    ((stored,),) = await world.rows("SELECT digits FROM numbers")
    assert isinstance(stored, bytes)
    assert b"02438251115" not in stored
