"""Every button of casework, reached by typing alone."""

from __future__ import annotations

import sqlalchemy as sa

from bot import asking, casework, revealing
from bot.asking import Said
from bot.people import Actor, Role
from bot.ports import Unit
from bot.releasing import in_office
from bot.reports import Ending, Identity, Kind, NewCase, Spot, Told
from handlers.turn import Services
from storage.people import people
from tests.offices import COMMUNE, OTHER_COMMUNE, appointed, writing
from tests.stories.typist import Typist
from tests.world import World

REASON = "cần gọi để tìm đúng chỗ"


def house(world: World) -> Services:
    assert world.app
    return world.app.windows.services


async def typing(world: World) -> int:
    """The number of the only person who types."""
    (person,) = (await world.rows("SELECT person_id FROM addresses WHERE account = 'text'"))[0]
    assert isinstance(person, int)
    return person


async def stranger(world: World) -> int:
    """Somebody whom no channel reaches."""
    async with writing(world) as unit:
        new = sa.insert(people).values(created_at=world.now).returning(people.c.id)
        made: int = (await unit.execute(new)).scalar_one()
        return made


async def told(world: World, key: str, reporter: int | None, *, known: bool = False) -> str:
    """A danger with a point, as its reporter left it; returns the code."""
    assert world.app
    async with world.app.units() as unit:
        spot = Spot(COMMUNE, "sau chợ", 21.03, 105.83)
        new = NewCase(key, Kind.HAZARD, Told(spot), reporter, known, known)
        case, _ = await unit.reports.open(new, now=world.now)
        await unit.reports.seal(case.id, Identity("An", "0987654321"))
    return case.code


async def colleague(world: World) -> int:
    """Another official of the commune, whom no channel reaches."""
    hung = await stranger(world)
    await appointed(world, hung, Role.OFFICIAL, COMMUNE)
    return hung


async def acts(world: World, unit: Unit, hung: int, code: str) -> tuple[Actor, int]:
    case = await unit.reports.by_code(code)
    assert case is not None
    return await in_office(unit, hung, now=world.now), case.id


async def walk(world: World, typist: Typist) -> None:
    chi, hung = await typing(world), await colleague(world)
    an = await stranger(world)
    await appointed(world, chi, Role.OFFICIAL, COMMUNE)
    first = await told(world, "typed first", an)
    second = await told(world, "typed second", an, known=True)
    await looks(typist, first, second)
    await ends(typist, first)
    await joins(typist, second, await told(world, "typed third", an))
    await reveals(world, typist, hung)
    await moves(world, typist, second)
    await own(world, typist, hung, await told(world, "typed own", chi))


async def looks(typist: Typist, first: str, second: str) -> None:
    await typist.says("/viec", "Việc đang mở")
    await typist.numbers("Việc đã kết thúc", "kết thúc")
    await typist.numbers("Việc đang mở", "Việc đang mở")
    await typist.numbers(first, f"{first} · ")
    await typist.labels("Tôi nhận", "anh/chị đã nhận lúc")
    await typist.numbers("Hỏi người báo", "gõ câu hỏi")
    await typist.says("Cột điện nào?", "đã gửi câu hỏi")
    await typist.numbers("Mở xem", f"{first} · ")
    await typist.labels("Ghi chú", "gõ ghi chú")
    await typist.says("Đã gọi điện lực", "đã ghi chú")
    await typist.labels("Mở xem", f"{first} · ")
    await typist.numbers("Sửa loại, mức", "cán bộ xác định thế nào")
    await typist.labels("Nhẹ", "đã ghi điều")
    await typist.numbers("Mở xem", f"{first} · ")
    await typist.labels("Xem ảnh, bản đồ", "đã gửi 1 mục")
    await typist.says(f"/hoso {first}", f"{first} · ")
    await typist.labels("Diễn biến", "Đã gọi điện lực")
    await typist.says(f"/hoso {second}", f"{second} · ")
    await typist.numbers("Xem số gọi lại", "đã gửi riêng cho anh/chị")


async def ends(typist: Typist, code: str) -> None:
    await typist.says(f"/hoso {code}", f"{code} · ")
    await typist.labels("Kết thúc", "kết thúc vì")
    await typist.numbers("Đã khắc phục", "đã làm gì?")
    await typist.says("Đã thay dây", "đã kết thúc")
    await typist.numbers("Mở xem", f"{code} · ")
    await typist.labels("Mở lại", "anh/chị đang giữ việc này")


async def joins(typist: Typist, second: str, third: str) -> None:
    await typist.says(f"/hoso {third}", f"{third} · ")
    await typist.numbers(f"Giống tin {second}", "cùng một chuyện?")
    await typist.labels("Đúng, gộp lại", f"Đã gộp vào {second}")


async def reveals(world: World, typist: Typist, hung: int) -> None:
    """Asks for a name, and is the second person to a colleague's wish."""
    binh = await stranger(world)
    code = await told(world, "typed sealed", binh)
    await typist.says(f"/hoso {code}", f"{code} · ")
    await typist.numbers("Xin mở tên, số", "vì sao cần biết")
    await typist.labels("Thôi", f"{code} · ")
    assert world.app
    async with world.app.units() as unit:
        actor, case = await acts(world, unit, hung, code)
        await revealing.ask(unit, actor, case, REASON, house(world), now=world.now)
    await typist.says(f"/hoso {code}", REASON)
    await typist.numbers("Không đồng ý", "đã ghi là không đồng ý")


async def moves(world: World, typist: Typist, code: str) -> None:
    name = house(world).areas.area(OTHER_COMMUNE).name
    await typist.says(f"/hoso {code}", f"{code} · ")
    await typist.numbers("Giao người khác", "giao cho ai?")
    await typist.numbers("một cán bộ", "đã giao cho")
    await typist.says(f"/hoso {code}", f"{code} · ")
    await typist.labels("Chuyển nơi khác", "chuyển đi đâu?")
    await typist.says(name, "chuyển đến nơi nào?")
    await typist.numbers(name, "ghi một dòng lý do")
    await typist.says("Nằm bên kia đường", "đã chuyển")


async def own(world: World, typist: Typist, hung: int, code: str) -> None:
    """Is asked about a case of her own, answers in each way, and judges the ending."""
    assert world.app
    await asked(world, hung, code, "Ở đâu?")
    await typist.says(f"/hoso {code}", code)
    await typist.numbers("Xem tin mới", "cán bộ hỏi: «Ở đâu?»")
    await typist.numbers("Trả lời", "gõ câu trả lời")
    await typist.says("sau chợ", "đã gửi câu trả lời")
    await asked(world, hung, code, "Mấy cột?")
    await typist.zero()
    await typist.says("hai cột", "câu trả lời cho mã nào?")
    await typist.numbers(code, "đã gửi câu trả lời")
    await asked(world, hung, code, "Chợ nào?")
    await typist.zero()
    await typist.says("xe ôm", "câu trả lời cho mã nào?")
    await typist.numbers("tôi hỏi điều khác", "")
    async with world.app.units() as unit:
        actor, case = await acts(world, unit, hung, code)
        how = (Ending.FIXED, "Đã thay dây")
        await casework.end(unit, actor, case, how, house(world), now=world.now)
    await typist.says(f"/hoso {code}", code)
    await typist.numbers("Xem tin mới", "cán bộ báo đã khắc phục")
    await typist.numbers("Không rõ", "đã ghi")


async def asked(world: World, hung: int, code: str, words: str) -> None:
    assert world.app
    async with world.app.units() as unit:
        actor, case = await acts(world, unit, hung, code)
        await asking.ask(unit, actor, case, Said(words), house(world), now=world.now)
