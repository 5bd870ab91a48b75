"""For stories of broadcasts: people who may get messages, and the steps of an organiser."""

from __future__ import annotations

from datetime import timedelta

from bot.consents import consent
from bot.incoming import Address, Incoming, Started
from bot.people import Role
from bot.ports import Posted
from emulator.chats import State
from emulator.person import Person
from emulator.state import TOKEN
from tests.offices import writing
from tests.stories.helpers import count, until
from tests.stories.trust import COMMUNE, arrives, gives, trusts
from tests.visitor import Visitor
from tests.world import World

ELSEWHERE = "25747"
WORDS = "Chiều nay nắng gắt, bà con phun thuốc xong trước 9 giờ."


async def joined(
    world: World,
    who: Person | Visitor,
    *,
    commune: str = COMMUNE,
    sectors: tuple[str, ...] = ("pesticides",),
    agrees: bool = True,
) -> int:
    """Somebody who works there and agreed to messages of the union; returns their id."""
    person = await arrives(world, who)
    async with writing(world) as unit:
        await unit.people.join(person, commune=commune, sectors=sectors)
        if agrees:
            given = consent("campaign", "consent.campaign", "words", language="vi", now=world.now)
            await unit.consents.give(person, given)
    return person


async def crowd(world: World, count: int, *, commune: str = COMMUNE) -> None:
    """So many people on a channel that nobody reads here, to make an audience large."""
    arrivals = [
        Incoming(Address("telegram:1", str(900_000 + n)), Started(), "vi") for n in range(count)
    ]
    await agree(world, arrivals, commune)


async def agree(world: World, arrivals: list[Incoming], commune: str = COMMUNE) -> None:
    async with writing(world) as unit:
        actors = await unit.people.meet(arrivals, now=world.now)
        for actor in actors.values():
            await unit.people.join(actor.person, commune=commune, sectors=("construction",))
            given = consent("campaign", "consent.campaign", "w", language="vi", now=world.now)
            await unit.consents.give(actor.person, given)


async def neighbours(world: World, count: int) -> list[Person]:
    """So many people with Telegram who may get messages and have talked with the bot before."""
    found = [world.worker(f"Ba {number}") for number in range(count)]
    account = f"telegram:{TOKEN.split(':')[0]}"
    arrivals = [Incoming(Address(account, str(each.id)), Started(), "vi") for each in found]
    for each in found:
        each.chat.state = State.OPEN
    await agree(world, arrivals)
    return found


async def official(world: World, who: Person | Visitor, area: str = COMMUNE) -> int:
    person = await arrives(world, who)
    await gives(world, person, Role.OFFICIAL, area)
    return person


async def says(who: Person | Visitor, words: str, answer: str) -> None:
    if isinstance(who, Visitor):
        await who.types(words)
    else:
        who.types(words)
    await who.waits_for(answer)


async def presses(who: Person | Visitor, label: str, answer: str) -> None:
    if isinstance(who, Visitor):
        await who.presses(label)
    else:
        who.presses(label)
    await who.waits_for(answer)


async def organised(world: World, lan: Person | Visitor, *readers: Person | Visitor) -> None:
    """An organiser, and whoever may get their messages."""
    await trusts(world, lan)
    for reader in readers:
        await joined(world, reader)


async def group_of(world: World, owner: int, *members: int) -> int:
    """The group `Tổ một` of this person, whose members agreed to its messages; its number."""
    async with writing(world) as unit:
        group = await unit.groups.create(
            "Tổ một", area=COMMUNE, owner=owner, token="A" * 13, now=world.now
        )
        given = consent(f"group:{group.id}", "consent.group", "x", language="vi", now=world.now)
        for person in members:
            await unit.groups.join(group.id, person, now=world.now)
            await unit.consents.give(person, given)
    return group.id


async def begins(who: Person | Visitor) -> None:
    await says(who, "/phatin", "Soạn tin gửi đúng người cần")
    await presses(who, "Soạn tin mới", "Gõ hoặc gửi tin như nhắn bình thường")


async def writes(who: Person | Visitor, words: str = WORDS) -> None:
    """A new message with these words."""
    await begins(who)
    await says(who, words, "Đã ghi:")


async def aims(who: Person | Visitor, place: str = "") -> None:
    """At the whole area of their grant, from the screen of what was written."""
    await presses(who, "Chọn người nhận", "Ai nhận tin này?")
    await presses(who, "Nơi làm", "Chọn nơi, hoặc gõ tên xã")
    label = place or _first_place(who)
    await presses(who, label, "Chọn nơi, hoặc gõ tên xã")
    await presses(who, "Xong, xem người nhận", "Người nhận:")


async def aims_at_group(who: Person | Visitor, answer: str) -> None:
    """At the group `Tổ một`, with what is said of the audience then."""
    await presses(who, "Chọn người nhận", "Ai nhận tin này?")
    await presses(who, "Nhóm", "Bấm để chọn")
    await presses(who, "Tổ một", "Bấm để chọn")
    await presses(who, "Xong, xem người nhận", answer)


def _first_place(who: Person | Visitor) -> str:
    labels = who.bubbles[-1].labels if isinstance(who, Visitor) else who.last.labels
    return labels[0]


async def previews(who: Person | Visitor, answer: str = "Gửi đến") -> None:
    """Until the trial has arrived and the way on is open."""
    await presses(who, "Xem trước", answer)


async def watches(world: World, who: Person | Visitor, answer: str) -> None:
    """Sees it in the message that is kept up to date, while time goes by."""
    for _ in range(16):
        world.now += timedelta(seconds=4)
        await looked_after(world)
        try:
            await who.waits_for(answer, seconds=0.4)
        except AssertionError:
            continue
        return
    await who.waits_for(answer)


async def looked_after(world: World) -> None:
    """Broadcasts are looked at now, as after a decision, and not only at their next second."""
    assert world.app
    async with world.app.units() as unit:
        unit.posted.add(Posted.BROADCAST)


async def kept(world: World) -> None:
    """The files are here, made anew: a trial can be sent."""

    async def all_kept() -> bool:
        return not await count(world, "broadcast_parts WHERE state = 'wanted'")

    await until(all_kept, "fetching", seconds=20)


async def cannot_be_kept(world: World, state: str) -> None:
    """The one file of a message is given up."""

    async def given_up() -> bool:
        return await count(world, f"broadcast_parts WHERE state = '{state}'") == 1

    await until(given_up, "fetching")


async def ready_to_ask(world: World, who: Person | Visitor, words: str = WORDS) -> None:
    """Written, aimed at the whole area, tried on oneself."""
    await writes(who, words)
    await aims(who)
    await previews(who)
    await watches(world, who, "người thứ hai duyệt")


async def goes_out(
    world: World, who: Person | Visitor, *readers: Person | Visitor, words: str = WORDS
) -> None:
    """Sends it; each of the readers gets it, and nobody else was meant to."""
    await presses(who, "Gửi", "bắt đầu")
    for reader in readers:
        await reader.waits_for(words)
    await watches(world, who, f"Đến máy: {len(readers)} trên {len(readers)}")
