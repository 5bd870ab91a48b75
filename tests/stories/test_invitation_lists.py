"""Many people are invited at once from an Excel list; every wrong line is told."""

from __future__ import annotations

from bot.people import Role
from emulator.person import Person
from emulator.values import Upload
from tests.offices import COMMUNE, PROVINCE, somebody, token_in
from tests.sheets import cells, sheet
from tests.stories.helpers import count
from tests.stories.trust import trusts
from tests.visitor import Visitor
from tests.world import World

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BA_DINH = "phường Ba Đình, Hà Nội"
ROWS = (
    ("Trần Thị Lan", "0912 345 678", "Cán bộ xã", BA_DINH),
    ("nguyen van an", 987654321, "nguoi truc", 4),
    ("=HYPERLINK(1)", "0912345670", "Cán bộ xã", BA_DINH),
    ("N" * 200, "0912345671", "Cán bộ xã", BA_DINH),
    ("", "0912345672", "Cán bộ xã", BA_DINH),
    ("Mai Thị Hoa", "12", "vua", BA_DINH),
    ("Mai Thị Hoa", "0912345673", "Quản trị", ""),
    ("Mai Thị Hoa", "0912345674", "Cán bộ xã", "xã Không Có Đâu"),
    ("Mai Thị Hoa", "0912345675", "Cán bộ xã", "phường Dĩ An, Hồ Chí Minh"),
    ("Trần Thị Lan", "+84912345678", "Cán bộ xã", "00004"),
)


EXPECTED = {
    (4, "Họ và tên"): "công thức",
    (5, "Họ và tên"): "quá 60 chữ",
    (6, "Họ và tên"): "Thiếu họ tên",
    (7, "Số điện thoại"): "chưa đúng",
    (7, "Vai trò"): "Chưa rõ vai trò",
    (8, "Vai trò"): "không mời được vai trò này",
    (9, "Xã"): "Chưa thấy nơi này",
    (10, "Xã"): "ngoài khu vực",
    (11, "Số điện thoại"): "đã có ở dòng trên",
}


async def sends(who: Person, data: bytes, name: str = "danh sach.xlsx") -> None:
    who.sends_document(Upload(name, XLSX, data))
    await who.waits_for("Đã nhận danh sách")


def documents(world: World, who: Person) -> dict[str, bytes]:
    """What the bot sent, by file name."""
    sent = [m.body["document"] for m in who.inbox if "document" in m.body]
    files = world.telegram.files
    return {d["file_name"]: files.given("document", d["file_id"]).upload.data for d in sent}


async def test_links_for_the_good_lines_and_a_list_of_the_wrong_ones(world: World) -> None:
    chief = world.worker("Chief")
    await trusts(world, chief, Role.PROVINCE, PROVINCE)
    await sends(chief, sheet(*ROWS))
    told = await chief.waits_for("Mời được 2 người, 8 dòng cần sửa")
    await chief.waits_for("8 dòng chưa mời được")
    assert "đúng số điện thoại đó" in told.text
    made = documents(world, chief)
    lines = cells(made["loi-moi.xlsx"])
    assert [line[1:3] for line in lines] == [
        ["Trần Thị Lan", "0912345678"],
        ["nguyen van an", "0987654321"],
    ]
    wrong = {(line[0], line[1]): str(line[3]) for line in cells(made["dong-can-sua.xlsx"])}
    assert set(wrong) == set(EXPECTED)
    assert all(words in wrong[at] for at, words in EXPECTED.items()), wrong
    assert await count(world, "invitations") == 2


async def test_nobody_is_invited_twice(world: World) -> None:
    chief = world.worker("Chief")
    await trusts(world, chief, Role.PROVINCE, PROVINCE)
    await sends(chief, sheet(*ROWS[:1]))
    await chief.waits_for("Mời được 1 người, 0 dòng")
    await sends(chief, sheet(*ROWS[:1]))
    await chief.waits_for("1 dòng chưa mời được")
    assert "lời mời còn hạn" in str(cells(documents(world, chief)["dong-can-sua.xlsx"]))


async def test_t1_only_whoever_has_the_number_takes_the_invitation(world: World) -> None:
    """A forwarded link: the phone of somebody else is refused, the invited one is asked for."""
    chief = world.worker("Chief")
    await trusts(world, chief, Role.PROVINCE, PROVINCE)
    await sends(chief, sheet(ROWS[0]))
    await chief.waits_for("Mời được 1 người, 0 dòng")
    (line,) = cells(documents(world, chief)["loi-moi.xlsx"])
    thief, _ = await somebody(world)
    await thief.starts(token_in(str(line[-1])))
    await thief.waits_for("Gõ họ và tên")
    await thief.types("Trần Thị Lan")
    await thief.waits_for("Gõ số điện thoại")
    await thief.types("0911111111")
    await thief.waits_for("dành cho số điện thoại khác")
    await thief.types("0912345678")
    await thief.waits_for("đi xác nhận")
    stored = str(await world.rows("SELECT * FROM invitations"))
    assert "0912345678" not in stored


async def uploads(who: Visitor, data: bytes) -> None:
    await who.uploads(data, name="danh sach.xlsx")


async def test_on_the_page_and_every_refusal(world: World) -> None:
    chief, _ = await somebody(world, Role.OFFICIAL, COMMUNE)
    for data, answer in (
        (sheet(), "chưa có ai"),
        (sheet(head=("a", "b")), "Chưa thấy đủ cột"),
        (sheet(*[("Lan", "0912345678", "x", "y")] * 501), "tối đa 500 người"),
        (sheet(("Hoa Thị Mai", "0912345678", "Người trực", "")), "Mời được 1 người"),
    ):
        await uploads(chief, data)
        await chief.waits_for(answer)
    assert await count(world, "invitations") == 1
    worker, _ = await somebody(world)
    await uploads(worker, sheet(ROWS[0]))
    await worker.waits_for("bot không mở")
    assert await count(world, "errands") == 0
