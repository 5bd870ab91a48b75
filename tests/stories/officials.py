"""People in office for stories about cases, and what they do before anything else."""

from __future__ import annotations

from bot import buttons
from bot.invitations import Standing
from bot.people import Role
from emulator.person import Person
from tests.offices import OTHER_COMMUNE, appointed, newest_person, writing
from tests.stories.reporting import COMMUNE, case_of, heard, presses, reports_red, says
from tests.visitor import Visitor
from tests.world import World

HUNG = "Nguyễn Văn Hùng"


async def on_telegram(
    world: World, role: Role = Role.OFFICIAL, area: str = COMMUNE, name: str = "Lan"
) -> Person:
    """In office, without the name that an invitation asks for."""
    lan = world.worker(name)
    lan.starts()
    await lan.waits_for("Chào anh/chị")
    await world.settles()
    await appointed(world, await newest_person(world), role, area)
    return lan


async def on_the_page(
    world: World, role: Role = Role.OFFICIAL, area: str = COMMUNE, name: str = HUNG
) -> Visitor:
    """In office, with the name that colleagues know."""
    hung = await world.visitor()
    await hung.starts()
    await hung.waits_for("Chào anh/chị")
    await world.settles()
    person = await newest_person(world)
    await appointed(world, person, role, area)
    await gives_name(world, person, name)
    return hung


async def gives_name(world: World, person: int, name: str) -> None:
    """As a confirmed invitation leaves it behind."""
    async with writing(world) as unit:
        made = await unit.invitations.create(
            Role.OFFICIAL, COMMUNE, inviter=person, token=name.encode(), now=world.now
        )
        await unit.invitations.claim(made, person, now=world.now)
        await unit.invitations.complete(made, name=name, phone="0912345678", now=world.now)
        await unit.invitations.decide(made, Standing.CONFIRMED, by=person, now=world.now)


async def forges(who: Visitor, button: buttons.Button, answer: str) -> str:
    """A press that no screen offered."""
    await who.posts(kind="choice", code=buttons.encode(button), message="")
    return (await who.waits_for(answer)).text


async def looks_at(who: Person | Visitor, code: str) -> str:
    """Opens the case by its code; returns what is shown."""
    await says(who, f"/hoso {code}")
    return await heard(who, f"{code} · ")


async def takes(who: Person | Visitor, code: str) -> None:
    await looks_at(who, code)
    await presses(who, "Tôi nhận")
    await heard(who, "anh/chị đã nhận lúc")


async def has_taken(world: World, lan: Person | Visitor, an: Person | Visitor) -> str:
    """A red case that this official has taken; returns its code."""
    code = await reports_red(an)
    await takes(lan, code)
    await world.settles()
    return code


async def asks(who: Person | Visitor, code: str, question: str) -> None:
    """The reporter, through the bot."""
    await looks_at(who, code)
    await presses(who, "Hỏi người báo")
    await heard(who, "gõ câu hỏi")
    await says(who, question)
    await heard(who, "đã gửi câu hỏi")


async def forwards(world: World, lan: Person, code: str) -> None:
    """To the other commune, with a reason."""
    await looks_at(lan, code)
    lan.presses("Chuyển nơi khác")
    await lan.waits_for("chuyển đi đâu?")
    await says_where_to(world, lan, code)


def elsewhere(world: World) -> str:
    assert world.app
    return world.app.windows.services.areas.area(OTHER_COMMUNE).name


async def says_where_to(world: World, lan: Person, code: str) -> None:
    name = elsewhere(world)
    lan.types(name)
    await lan.waits_for("chuyển đến nơi nào?")
    lan.presses(name)
    await lan.waits_for("ghi một dòng lý do")
    lan.types("Chỗ xảy ra nằm bên kia đường")
    await lan.waits_for(f"{code}: đã chuyển")


async def number_of(world: World, code: str) -> int:
    return (await case_of(world, code)).id


async def talk(world: World) -> tuple[str, ...]:
    """Two talk about a case and it is closed; returns the words that only they may read."""
    lan, an = await on_telegram(world, name="Canary Quan"), world.worker("Canary Dan")
    code = await has_taken(world, lan, an)
    said = {
        "Hỏi người báo": ("gõ câu hỏi", "zyxw canary question", "đã gửi câu hỏi"),
        "Ghi chú": ("gõ ghi chú", "zyxw canary note", "đã ghi chú"),
        "Xin mở tên, số": ("vì sao cần biết", "zyxw canary reason", "để lại tên hay số"),
    }
    for label, (asked, words, answer) in said.items():
        await looks_at(lan, code)
        lan.presses(label)
        await lan.waits_for(asked)
        lan.types(words)
        await lan.waits_for(answer)
    await an.waits_for("zyxw canary question")
    an.presses("Trả lời")
    await an.waits_for("gõ câu trả lời")
    an.types("zyxw canary answer")
    await an.waits_for("đã gửi câu trả lời")
    await world.settles()
    answers = ("zyxw canary answer", "Canary Quan", "Canary Dan")
    return (*(words for _, words, _ in said.values()), *answers)
