"""A commune that was merged yesterday: whatever was written with its code goes on counting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot import buttons
from bot.alerting import alert_for
from bot.duty import Post
from bot.hours import ALWAYS
from bot.people import Role
from bot.reports import Kind, NewCase, Spot, Told
from emulator.person import Person
from tests.mergers import merged
from tests.offices import somebody, writing
from tests.stories.reporting import case_of, code_in, does, heard, listens, says
from tests.stories.trust import arrives, trusts
from tests.visitor import Visitor
from tests.world import World

OLD, NEW = "25942", "25945"
NAME = "phường Tân Dĩ An"
HEALTH = "Trạm y tế 0274 382 5115"
GROUP = "Tổ thợ hồ Dĩ An"


async def a_merger_comes(world: World, folder: Path) -> None:
    """OLD belongs to the enlarged NEW from today on; the bot has the new lists."""
    world.areas = merged(folder, (OLD,), NEW, "Tân Dĩ An", since=date(2026, 5, 12))
    await world.restarts(after=timedelta(days=1))


async def written(world: World, table: str, column: str = "area") -> set[object]:
    """The codes that a table holds, seen by a second session."""
    return {row[0] for row in await world.rows(f"SELECT DISTINCT {column} FROM {table}")}


async def keeps_numbers(lan: Person) -> None:
    lan.types("/truc")
    await lan.waits_for("Lịch trực")
    lan.presses("Số của xã")
    await lan.waits_for("Số riêng của")
    lan.presses("Nhập số trạm y tế")
    await lan.waits_for("Gõ số điện thoại")
    lan.types("0274 382 5115")
    await lan.waits_for("Trạm y tế: 0274 382 5115")


async def makes_a_group(lan: Person) -> str:
    """Returns what its link carries."""
    lan.types("/nhom")
    await lan.waits_for("chưa phụ trách nhóm nào")
    lan.presses("Tạo nhóm")
    await lan.waits_for("Tên nhóm là gì?")
    lan.types(GROUP)
    link = (await lan.waits_for("?start=g")).text
    return "g" + link.split("?start=g")[1].split(maxsplit=1)[0]


async def reports_at(who: Visitor, place: str) -> str:
    await says(who, "/start")
    await heard(who, "Chào anh/chị")
    await does(who, ("Báo tai nạn", "cần cấp cứu"), ("Có, cần ngay", "GỌI 115"))
    await says(who, place)
    await heard(who, "ngay bây giờ?")
    await who.presses("Gửi cho xã")
    return code_in(await heard(who, "Mã: "))


async def test_a_commune_that_was_merged_yesterday(world: World, tmp_path: Path) -> None:
    lan, an, worker = world.worker("Lan"), world.worker("An"), world.worker("Hùng")
    await trusts(world, lan, Role.OFFICIAL, OLD)
    await keeps_numbers(lan)
    link = await makes_a_group(lan)
    an_is = await arrives(world, an)
    async with writing(world) as unit:
        await unit.people.join(an_is, commune=OLD, sectors=())
    await a_merger_comes(world, tmp_path / "merged")

    binh = await world.visitor()
    code = await reports_at(binh, NAME)
    await lan.waits_for(code)
    assert (await case_of(world, code)).area == NEW

    an.types("/khancap")
    await an.waits_for("GỌI 115")
    an.presses(HEALTH)
    await an.waits_for(f"Số của {NAME}")

    worker.starts(link)
    await worker.waits_for(GROUP)
    lan.types("/nhom")
    await lan.waits_for("Nhóm anh/chị phụ trách")
    lan.types("/truc")
    await lan.waits_for(f"Lịch trực: {NAME}")

    assert await written(world, "grants") == {OLD}
    assert await written(world, "groups") == {OLD}
    assert await written(world, "numbers") == {OLD}
    assert OLD in await written(world, "people", "commune")


async def test_old_and_new_officials_serve_together(world: World, tmp_path: Path) -> None:
    lan = world.worker("Lan")
    lan_is = await trusts(world, lan, Role.OFFICIAL, OLD)
    async with writing(world) as unit:
        (holder,) = await unit.grants.holders(person=lan_is)
        await unit.duty.add(holder, Post.DUTY, ALWAYS, now=world.now)
    await a_merger_comes(world, tmp_path / "merged")
    mai, mai_is = await somebody(world, Role.OFFICIAL, NEW)
    await mai.types("/truc")
    roster = await mai.waits_for(f"Lịch trực: {NAME}")
    assert "Trực chính" in roster.text
    await mai.presses("Thêm người trực")
    await mai.waits_for("Thêm ai")
    async with writing(world) as unit:
        (holder,) = await unit.grants.holders(person=mai_is)
        await unit.duty.add(holder, Post.DEPUTY, ALWAYS, now=world.now)
    code = await reports_at(await world.visitor(), NAME)
    await lan.waits_for(code)

    lan.types("/truc")
    await lan.waits_for("Trực thay")
    for old_button in (buttons.OpenDuty(OLD), buttons.KeepNumbers(OLD), buttons.PosterAt(OLD)):
        await mai.posts(kind="choice", code=buttons.encode(old_button), message="")
        assert NAME in (await mai.waits_for("")).text


async def test_a_poster_of_before_hangs_on(world: World, tmp_path: Path) -> None:
    await a_merger_comes(world, tmp_path / "merged")
    chi = await world.visitor()
    await chi.starts(f"a{OLD}-cmarket")
    await chi.waits_for(f"{NAME}")
    assert await written(world, "poster_visits") == {NEW}


async def test_another_commune_stays_closed(world: World, tmp_path: Path) -> None:
    await trusts(world, world.worker("Lan"), Role.OFFICIAL, OLD)
    await a_merger_comes(world, tmp_path / "merged")
    stranger, _ = await somebody(world, Role.OFFICIAL, "25951")
    for forged in (buttons.OpenDuty(OLD), buttons.KeepNumbers(OLD), buttons.OpenDuty(NEW)):
        await stranger.posts(kind="choice", code=buttons.encode(forged), message="")
        await stranger.waits_for("Không có việc này")


async def opens(world: World, number: int, area: str) -> None:
    """A case by nobody we know, alerted as the reporter's side does it."""
    assert world.app
    house = world.app.windows.services
    async with world.app.units() as unit:
        told = Told(Spot(area), dangers=("pit",))
        case, _ = await unit.reports.open(
            NewCase(f"k{number}", Kind.HAZARD, told, None), now=world.now
        )
        await alert_for(unit, case, house, now=world.now)


async def opens_all(world: World, area: str, numbers: range) -> None:
    for number in numbers:
        await opens(world, number, area)


async def test_alerts_of_both_halves_are_one_flood(world: World, tmp_path: Path) -> None:
    """What was said for the old commune counts for the fuse of the new one, and they are told of
    the rest together.
    """
    await a_merger_comes(world, tmp_path / "merged")
    assert world.app
    mai, _ = await somebody(world, Role.OFFICIAL, NEW)
    await opens_all(world, OLD, range(3))
    await opens_all(world, NEW, range(3, 6))
    await opens_all(world, OLD, range(6, 8))
    world.now += timedelta(minutes=1)
    await world.app.beats.escalate()
    await listens(mai, "5 tin mới")
    assert sum("Tin mới" in b.text for b in mai.bubbles) == 3


async def test_the_morning_counts_both_halves_once(world: World, tmp_path: Path) -> None:
    await opens(world, 1, OLD)
    await opens(world, 2, NEW)
    await a_merger_comes(world, tmp_path / "merged")
    assert world.app
    mai, _ = await somebody(world, Role.OFFICIAL, NEW)
    lan, _ = await somebody(world, Role.OFFICIAL, OLD)
    world.now = datetime(2026, 5, 14, 0, 31, tzinfo=UTC)  # 07:31 in Viet Nam
    for _ in range(2):
        await world.app.beats.go_round()
    for each in (mai, lan):
        await listens(each, "2 việc mở")
        assert sum("việc mở" in b.text for b in each.bubbles) == 1


async def test_a_cluster_over_both_halves_goes_upward_once(world: World, tmp_path: Path) -> None:
    await opens(world, 1, OLD)
    await opens(world, 2, NEW)
    await a_merger_comes(world, tmp_path / "merged")
    assert world.app
    province, _ = await somebody(world, Role.PROVINCE, "79")
    await opens(world, 3, NEW)
    world.now += timedelta(seconds=10)
    for _ in range(2):
        await world.app.beats.go_round()
    await listens(province, "3 tin cùng loại trong 14 ngày")
    assert sum("cùng loại" in b.text for b in province.bubbles) == 1
