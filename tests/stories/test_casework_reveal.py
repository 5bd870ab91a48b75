"""Opening who reported: a reason, a second person, and the reporter is told; never for others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import buttons
from bot.people import Role
from bot.reports import Identity, What
from emulator.person import Person
from tests.offices import OTHER_COMMUNE, writing
from tests.stories.officials import (
    HUNG,
    forges,
    has_taken,
    looks_at,
    number_of,
    on_telegram,
    on_the_page,
)
from tests.stories.reporting import case_of, events_of, heard, listens, reports_red
from tests.world import World

CANARY = "0987654321"
REASON = "cần gọi để tìm đúng chỗ người bị nạn"


async def sealed(world: World, lan: Person, an: Person) -> str:
    """A case that this official has taken, with a number that nobody may know yet."""
    code = await has_taken(world, lan, an)
    async with writing(world) as unit:
        await unit.reports.seal(await number_of(world, code), Identity("An", CANARY))
    return code


async def asks_for_the_name(lan: Person, code: str, reason: str = REASON) -> None:
    await looks_at(lan, code)
    lan.presses("Xin mở tên, số")
    await lan.waits_for("vì sao cần biết người báo?")
    lan.types("gọi")
    await lan.waits_for("lý do ngắn quá")
    lan.types(reason)


async def actions(world: World) -> list[str]:
    async with world.memory() as unit:
        found = [entry.deed.action for entry in await unit.audit.entries()]
    return [action for action in found if action.startswith("identity.")]


async def test_a_reason_and_a_second_person_and_the_reporter_is_told(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    hung = await on_the_page(world)
    code = await sealed(world, lan, an)
    await asks_for_the_name(lan, code)
    await lan.waits_for("đã hỏi người thứ hai")
    await listens(hung, f"Lý do: «{REASON}»")
    assert CANARY not in lan.log
    assert await hung.presses("Đồng ý mở") == 200
    await hung.waits_for("đã đồng ý")
    await lan.waits_until(lambda: CANARY in lan.log, "the number")
    assert CANARY not in hung.log
    await an.waits_for(f"cán bộ đã mở tên, số của anh/chị. Lý do ghi lại: «{REASON}»")
    assert await actions(world) == ["identity.ask", "identity.allow", "identity.open"]
    opened = [e for e in await events_of(world, code) if e.what is What.IDENTITY_OPENED]
    assert len(opened) == 1


async def test_it_leaves_the_chat_after_ten_minutes(world: World) -> None:
    assert world.app
    lan, an = await on_telegram(world), world.worker("An")
    hung = await on_the_page(world)
    code = await sealed(world, lan, an)
    await asks_for_the_name(lan, code)
    await listens(hung, "xin mở tên")
    await hung.presses("Đồng ý mở")
    await lan.waits_until(lambda: CANARY in lan.log, "the number")
    world.now += timedelta(minutes=11)
    await world.app.care().beat()
    await lan.waits_until(lambda: CANARY not in "".join(m.text for m in lan.inbox), "its removal")


async def test_refused_it_stays_sealed(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    hung = await on_the_page(world)
    code = await sealed(world, lan, an)
    await asks_for_the_name(lan, code)
    await listens(hung, "xin mở tên")
    await hung.presses("Không đồng ý")
    await hung.waits_for("đã ghi là không đồng ý")
    await lan.waits_for("chưa được đồng ý mở tên")
    assert await hung.presses("Đồng ý mở") == 200
    await hung.waits_for("đã có người quyết rồi")
    await world.settles()
    assert CANARY not in lan.log
    assert await actions(world) == ["identity.ask", "identity.refuse"]


async def test_nobody_agrees_to_their_own_wish(world: World) -> None:
    lan = await on_the_page(world, name="Trần Thị Lan")
    hung = await on_the_page(world)
    an = world.worker("An")
    code = await reports_red(an)
    async with writing(world) as unit:
        await unit.reports.seal(await number_of(world, code), Identity("An", CANARY))
    await looks_at(lan, code)
    await lan.presses("Xin mở tên, số")
    await lan.waits_for("vì sao cần biết")
    await lan.types(REASON)
    await lan.waits_for("đã hỏi người thứ hai")
    await listens(hung, "xin mở tên")
    await forges(lan, buttons.DecideReveal(1, 1), "Không có việc này")
    assert CANARY not in lan.log


async def test_alone_in_office_there_is_nobody_to_agree(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await sealed(world, lan, an)
    await asks_for_the_name(lan, code)
    await lan.waits_for("chưa có người thứ hai")
    assert await actions(world) == []


async def test_to_save_a_life_it_is_opened_at_once_and_everybody_knows(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    hung = await on_the_page(world)
    code = await sealed(world, lan, an)
    await looks_at(lan, code)
    lan.presses("Xin mở tên, số")
    await lan.waits_for("vì sao cần biết người báo?")
    lan.presses("Cứu người: mở ngay")
    await lan.waits_for("đang phải cứu người?")
    lan.types(REASON)
    await lan.waits_until(lambda: CANARY in lan.log, "the number")
    await listens(hung, "đã mở ngay tên, số người báo để cứu người")
    await an.waits_for("cán bộ đã mở tên, số của anh/chị")
    assert await actions(world) == ["identity.break", "identity.open"]


async def test_a_number_that_may_be_called_is_one_touch_and_written_down(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    an.types("/hoso")
    await an.waits_for("Tin anh/chị đã báo")
    an.presses(code)
    await an.waits_for(code)
    an.presses("Cho cán bộ gọi")
    await an.waits_for("gõ số")
    an.types("0987 654 321")
    await an.waits_for("đủ 16 tuổi")
    an.presses("Đủ rồi")
    await an.waits_for("được gọi số này")
    await world.settles()
    assert (await case_of(world, code)).callback
    await looks_at(lan, code)
    lan.presses("Xem số gọi lại")
    await lan.waits_until(lambda: "654" in lan.log and "321" in lan.log, "the number")
    assert await actions(world) == ["identity.open"]


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.PROVINCE])
async def test_another_commune_sees_nothing(world: World, role: Role) -> None:
    """T14: not the case, not its files, not by forging any button."""
    area = OTHER_COMMUNE if role is Role.OFFICIAL else "01"
    lan, an = await on_telegram(world), world.worker("An")
    code = await sealed(world, lan, an)
    stranger = await on_the_page(world, role, area)
    number = await number_of(world, code)
    for button in (
        buttons.OpenWorkCase(number),
        buttons.OpenHistory(number),
        buttons.ShowFiles(number),
        buttons.ShowNumber(number),
        buttons.AskReveal(number),
        buttons.AskReveal(number, 1),
        buttons.AskReporter(number),
        buttons.WriteNote(number),
        buttons.ChooseColleague(number),
        buttons.ChooseForward(number),
        buttons.ForwardTo(number, OTHER_COMMUNE),
        buttons.SetFinding(number, "light"),
        buttons.EndCase(number, "fixed"),
        buttons.ReopenCase(number),
        buttons.JoinCases(number, number),
        buttons.TakeCase(number),
    ):
        await forges(stranger, button, "Không có việc này")
    await stranger.types("/viec")
    assert code not in str((await stranger.waits_for("Không có việc nào đang mở")).choices)
    await stranger.types(f"/hoso {code}")
    await heard(stranger, "Không có mã này")
    assert CANARY not in stranger.log
    assert HUNG not in lan.log
