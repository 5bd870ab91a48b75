"""Telling reports, for stories: the person on either channel, and what became of it."""

from __future__ import annotations

from bot.people import Role
from bot.reports import Case, Event
from emulator.person import Person
from tests.stories.trust import trusts
from tests.visitor import Bubble, Visitor
from tests.world import World

COMMUNE, COMMUNE_NAME = "25942", "phường Dĩ An"
DI_AN = "phường Dĩ An"
SEND, MORE, DONE, SKIP = "Gửi cho xã", "Kể thêm", "Xong", "Bỏ qua"


async def says(who: Person | Visitor, words: str) -> None:
    if isinstance(who, Visitor):
        assert await who.types(words) == 200
    else:
        who.types(words)


async def presses(who: Person | Visitor, label: str) -> None:
    if isinstance(who, Visitor) and who.url.endswith("/text/"):
        assert await who.types(label) == 200  # no buttons there
    elif isinstance(who, Visitor):
        assert await who.presses(label) == 200
    else:
        who.presses(label)


async def does(who: Person | Visitor, *steps: tuple[str, str]) -> None:
    """Presses one after the other, each with the beginning of the answer to wait for."""
    for label, answer in steps:
        await presses(who, label)
        await heard(who, answer)


async def heard(who: Person | Visitor, words: str) -> str:
    found = await who.waits_for(words)
    return found.text


async def reports_red(who: Person | Visitor) -> str:
    """Somebody needs help now; returns the code."""
    await says(who, "/start")
    await heard(who, "Chào anh/chị")
    await does(who, ("Báo tai nạn", "cần cấp cứu"), ("Có, cần ngay", "GỌI 115"))
    await says(who, DI_AN)
    await heard(who, "ngay bây giờ?")
    await presses(who, SEND)
    return code_in(await heard(who, "Mã: "))


async def tells_light(who: Person | Visitor) -> None:
    """A light accident in the commune, up to the button that sends it."""
    await says(who, "/baotainan")
    await heard(who, "cần cấp cứu")
    await does(who, ("Bị nhẹ", "Chỗ xảy ra ở đâu?"))
    await says(who, DI_AN)
    await heard(who, "Báo cho phường Dĩ An")


async def reports_light(who: Person | Visitor) -> str:
    """Returns the code."""
    await tells_light(who)
    await presses(who, SEND)
    return code_in(await heard(who, "Mã: TN-"))


async def tells_danger(who: Person | Visitor, what: str = "Dây điện") -> None:
    """A danger in the commune, without a name, up to the button that sends it."""
    await says(who, "/nguyhiem")
    await heard(who, "cái gì nguy hiểm?")
    await does(who, (what, "Chỗ xảy ra ở đâu?"))
    await says(who, DI_AN)
    await heard(who, "Sẽ gửi cho")


async def reports_danger(who: Person | Visitor) -> str:
    """Returns what the bot says to it, the code within."""
    await tells_danger(who)
    await presses(who, SEND)
    return await heard(who, "Mã: NC-")


async def reports_death(who: Person | Visitor) -> tuple[str, str]:
    """Returns what the bot says before it is sent, and after."""
    await says(who, "/baotainan")
    await heard(who, "cần cấp cứu")
    await does(who, ("Có người đã mất", "Chỗ xảy ra ở đâu?"))
    await says(who, DI_AN)
    before = await heard(who, "Xin chia buồn")
    await presses(who, SEND)
    return before, await heard(who, "Mã: TN-")


def code_in(text: str) -> str:
    return text.split("Mã: ")[1].split(maxsplit=1)[0].rstrip(".")


async def official(world: World) -> Visitor:
    """Somebody on duty in the commune, with the page open."""
    lan = await world.visitor()
    await trusts(world, lan, Role.OFFICIAL, COMMUNE)
    return lan


async def case_of(world: World, code: str) -> Case:
    async with world.memory() as unit:
        found = await unit.reports.by_code(code)
    assert found is not None
    return found


async def events_of(world: World, code: str) -> list[Event]:
    case = await case_of(world, code)
    async with world.memory() as unit:
        return list(await unit.reports.history(case.id))


async def listens(visitor: Visitor, words: str) -> Bubble:
    """What the bot says by itself, from the beginning on."""
    visitor._mark = 0
    return await visitor.waits_for(words)
