"""Pesticide in the eye: 115 and what to do, in one screen, on every channel."""

from tests.journeys import so_far, walked
from tests.world import World

WORDS = "bi dinh thuoc sau vao mat"


async def test_over_telegram(world: World) -> None:
    an = world.worker("An")
    an.starts()
    await an.waits_for("Chào anh/chị")
    assert "Cách làm an toàn" in an.keyboard

    before = so_far(an)
    an.types(WORDS)
    answer = await an.waits_for("115")

    assert "15 phút" in answer.text
    assert len(an.answers) == 1
    walked("first aid by typing", an, since=before)


async def test_over_the_web(world: World) -> None:
    binh = await world.visitor()
    await binh.starts()
    await binh.waits_for("Chào anh/chị")

    before = so_far(binh)
    assert await binh.types(WORDS) == 200
    answer = await binh.waits_for("115")

    assert "15 phút" in answer.text
    assert {"label": "📞 Gọi 115", "tel": "115"} in answer.choices
    walked("first aid by typing", binh, since=before)


async def test_without_buttons_by_number(world: World) -> None:
    chi = await world.visitor("/text/")
    await chi.starts()
    menu = await chi.waits_for("Chào anh/chị")
    assert "1. 🆘 Cấp cứu" in menu.text
    assert not menu.choices

    await chi.types("9")
    kinds = await chi.waits_for("GỌI 115 NGAY")
    number = next(line.split(".")[0] for line in kinds.text.splitlines() if "Thuốc vào mắt" in line)
    await chi.types(number)
    answer = await chi.waits_for("15 phút")
    assert "115" in answer.text

    await chi.types(WORDS)
    assert "15 phút" in (await chi.waits_for("115")).text
