"""Despair, fear for a friend, violence: people first, nothing is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.stories.helpers import count
from tests.world import World


@pytest.fixture(autouse=True)
async def nothing_noted(world: World) -> AsyncIterator[None]:
    yield
    await world.settles()
    assert await count(world, "questions") == 0
    assert await count(world, "drafts") == 0


@pytest.mark.parametrize("words", ["không muốn sống nữa", "khong muon song nua"])
async def test_someone_does_not_want_to_live(world: World, words: str) -> None:
    an = world.worker("An")
    an.types(words)
    asked = await an.waits_for("Đã uống hay dính thuốc chưa?")
    assert {"Đã uống", "Chưa uống", "🆘 Cấp cứu"} <= set(an.keyboard)
    assert "có người giúp được ngay" in asked.text
    assert len(an.answers) == 1


async def test_the_question_itself_names_115(world: World) -> None:
    """On Telegram there is no call button: the number must be in the words (wording 12)."""
    an = world.worker("An")
    an.types("khong muon song nua")
    assert "115" in (await an.waits_for("Đã uống hay dính thuốc chưa?")).text


async def test_they_have_taken_poison(world: World) -> None:
    an = world.worker("An")
    an.types("khong muon song nua")
    await an.waits_for("Đã uống hay dính thuốc chưa?")
    an.presses("Đã uống")
    answer = await an.waits_for("GỌI 115 NGAY")
    assert "Không móc họng cho nôn" in answer.text
    assert "Gọi người ở gần đến bên cạnh ngay" in answer.text


async def test_they_have_not(world: World) -> None:
    an = world.worker("An")
    an.types("khong muon song nua")
    await an.waits_for("Đã uống hay dính thuốc chưa?")
    an.types("chua uong")  # typed, without its marks
    answer = await an.waits_for("đừng ở một mình")
    assert "115" in answer.text
    assert "bot không chuyển cho ai" in answer.text


async def test_over_the_web_the_number_is_a_button(world: World) -> None:
    binh = await world.visitor()
    await binh.types("em muon chet")
    asked = await binh.waits_for("Đã uống hay dính thuốc chưa?")
    assert {"label": "📞 Gọi 115", "tel": "115"} in asked.choices
    await binh.presses("Đã uống")
    await binh.waits_for("GỌI 115 NGAY")


async def test_fear_for_a_friend(world: World) -> None:
    an = world.worker("An")
    an.types("ban toi muon tu tu")
    answer = await an.waits_for("Ở bên họ")
    assert "115" in answer.text


async def test_beaten_at_home(world: World) -> None:
    an = world.worker("An")
    an.types("toi bi chong danh")
    answer = await an.waits_for("Đang bị đánh, bị giữ")
    assert "113" in answer.text
    assert "111" in answer.text


async def test_despair_overtakes_an_open_question(world: World) -> None:
    an = world.worker("An")
    an.types("giàn giáo")
    await an.waits_for("Giàn giáo")
    an.presses("Xem thêm")
    await an.waits_for("Nguồn")
    an.presses("Chưa đúng")
    await an.waits_for("Chỗ nào chưa đúng?")
    an.types("toi khong muon song nua")
    await an.waits_for("Đã uống hay dính thuốc chưa?")
    an.presses("Chưa uống")
    await an.waits_for("đừng ở một mình")
    assert await count(world, "ratings WHERE note IS NOT NULL") == 0
    an.types("thoi khong co gi")
    await an.waits_for()
    assert await count(world, "ratings WHERE note IS NOT NULL") == 1
