"""A poster's link is counted by day, on both channels, with nobody's name."""

from __future__ import annotations

from bot.errands import MOST_WAITING, PrintPoster
from bot.incoming import Address
from bot.joining import Poster
from bot.people import Actor, Role
from bot.posters import MOST_A_DAY, day_of
from emulator.person import Person
from tests.offices import somebody, writing
from tests.stories.helpers import count, until
from tests.stories.trust import revokes, trusts
from tests.world import World


async def test_visits_are_counted(world: World) -> None:
    an, binh = world.worker("An"), await world.visitor()
    for payload in ("a05425-sconstruction-ccho", "a05425-sconstruction-ccho", "a00000", "xyz"):
        an.starts(payload)
        await an.waits_for("Chào anh/chị")
    await binh.starts("a05425-smoon-ccho")
    await binh.waits_for("Chào anh/chị")
    await world.settles()
    async with world.memory() as unit:
        visits = await unit.posters.visits()
    counted = {(v.area, v.sector, v.source, f"{v.day}"): v.count for v in visits}
    assert counted == {
        ("05425", "construction", "cho", "2026-05-12"): 2,
        ("05425", "", "cho", "2026-05-12"): 1,
    }


async def test_made_up_sources_do_not_fill_the_table(world: World) -> None:
    async with writing(world) as unit:
        for number in range(MOST_A_DAY + 5):
            await unit.posters.visited(Poster("05425", "", f"s{number}"), day=day_of(world.now))
        visits = await unit.posters.visits()
    assert len(visits) == MOST_A_DAY + 1
    assert visits[0].count == 5


async def asks(who: Person, world: World, *, sector: str, source: str) -> None:
    who.types("/apphich")
    await who.waits_for("Áp phích của")
    await world.settles()
    who.presses(sector)
    await who.waits_for("Treo ở đâu?")
    who.types(source)
    await who.waits_for("Đang làm áp phích")


async def test_an_organiser_gets_print_and_picture_in_the_chat(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    lan.types("/menu")
    await lan.waits_for("Cần gì")
    assert "Áp phích của xã" in lan.keyboard
    await asks(lan, world, sector="Mọi việc", source="Chợ Phú Ốc số 1")
    await lan.waits_until(lambda: sum("document" in m.body for m in lan.inbox) == 1, "the print")
    await lan.waits_until(lambda: any("photo" in m.body for m in lan.inbox), "the picture")
    (printed,) = [m.body["document"] for m in lan.inbox if "document" in m.body]
    assert printed["file_name"] == "ap-phich-05425.pdf"
    pdf = world.telegram.files.given("document", printed["file_id"]).upload.data
    assert pdf.startswith(b"%PDF-")
    assert await count(world, "errands") == 0

    worker = world.worker("An")
    worker.starts("a05425-ccho_phu_oc_so_1")
    await worker.waits_for("Anh/chị đang làm việc ở")
    lan.types("/apphich")
    counted = await lan.waits_for("Quét mã vào bot")
    assert "1 lượt (cho_phu_oc_so_1: 1)" in counted.text


async def test_an_official_on_the_page_chooses_the_commune(world: World) -> None:
    chief, _ = await somebody(world, Role.PROVINCE, "01")
    await chief.types("/apphich")
    await chief.waits_for("Áp phích cho xã, phường nào?")
    await chief.types("dong hoa di an")
    await chief.waits_for("Chưa tìm thấy")
    await chief.types("phuong ba dinh")
    await chief.waits_for("là nơi nào?")
    await chief.presses("phường Ba Đình, thành phố Hà Nội")
    await chief.waits_for("Cho việc gì?")
    await chief.presses("Xây nhà, thợ hồ")
    await chief.waits_for("Treo ở đâu?")
    await chief.presses("Làm luôn")
    await chief.waits_for("Bản in")
    await chief.waits_for("Ảnh để gửi")
    kinds = {media["kind"] for media in chief.media}
    assert kinds == {"document", "photo"}
    status, _ = await chief.fetches(next(m["url"] for m in chief.media if m["kind"] == "photo"))
    assert status == 200


async def test_a_right_lost_meanwhile_makes_no_poster(world: World) -> None:
    """T12: the right is read again when the slow work is done."""
    _, number = await somebody(world, Role.ORGANISER, "05425")
    await world.stops()
    async with writing(world) as unit:
        actor = Actor(1, number, Address("web", ""), "vi")
        for _ in range(MOST_WAITING):
            assert await unit.errands.ask(actor, PrintPoster("05425"), now=world.now)
        assert not await unit.errands.ask(actor, PrintPoster("05425"), now=world.now)
    await revokes(world, number)
    await world.starts()

    async def refused() -> bool:
        return await count(world, "errands") == 0

    await until(refused, "the errands")
    assert await count(world, "files") == 0
    assert await count(world, "messages") == MOST_WAITING
