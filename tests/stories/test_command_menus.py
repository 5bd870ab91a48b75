"""The command menu of whoever holds a role: theirs, in their language, and gone with the role."""

from __future__ import annotations

from datetime import timedelta

from bot.menu_keeping import AGAIN, MenuKeeper
from bot.people import Role
from emulator.person import Person
from tests.stories.trust import arrives, gives, revokes, trusts
from tests.world import World


def keeper(world: World) -> MenuKeeper:
    assert world.app
    found = world.app.menus()
    assert found
    return found


def menu(world: World, who: Person) -> list[str]:
    """The commands of this chat alone; none: everybody's menu stands."""
    known = world.telegram.profile.commands.get(("chat", who.chat.id, 0, ""), [])
    return [command["command"] for command in known]


def own_menus(world: World) -> int:
    """How often a menu for one chat was set."""
    set_ = world.telegram.ledger.of("setMyCommands")
    return sum("scope" in entry.parameters for entry in set_)


async def test_an_organiser_gets_their_menu_and_a_worker_the_usual_one(world: World) -> None:
    lan, binh = world.worker("Lan"), world.worker("Bình")
    await trusts(world, lan)
    await arrives(world, binh)
    await keeper(world).beat()
    assert menu(world, lan)[:4] == ["phatin", "nhom", "apphich", "start"]
    assert "khancap" in menu(world, lan)
    assert menu(world, binh) == []


async def test_each_role_has_what_it_may_do(world: World) -> None:
    for role, area, wanted in (
        (Role.RESPONDER, "05425", ["nhan", "viec", "truc"]),
        (
            Role.OFFICIAL,
            "05425",
            ["nhan", "viec", "phatin", "truc", "nhom", "apphich", "moi", "nhatky"],
        ),
        (Role.PROVINCE, "17", ["nhan", "viec", "phatin", "truc", "apphich", "moi", "nhatky"]),
        (Role.ADMIN, "", ["nhan", "viec", "phatin", "truc", "apphich", "moi", "nhatky"]),
    ):
        who = world.worker(role)
        await trusts(world, who, role, area)
        await keeper(world).beat()
        shown = menu(world, who)
        assert shown[: shown.index("start")] == wanted, role
        for command in wanted:
            who.types(f"/{command}")
            answer = await who.waits_for()
            await world.settles()
            assert "chưa được giao" not in answer.text, (role, command)


async def test_the_menu_speaks_the_persons_language(world: World) -> None:
    lan = world.worker("Lan", language="en")
    lan.starts()
    await lan.waits_for()
    await world.settles()
    (found,) = await world.rows("SELECT person_id FROM addresses")
    await gives(world, int(str(found[0])), Role.ORGANISER)
    await keeper(world).beat()
    assert menu(world, lan)[:3] == ["broadcast", "groups", "poster"]
    lan.types("/settings")
    await lan.waits_for()
    lan.presses("Tiếng Việt")
    await lan.waits_for()
    await world.settles()
    await keeper(world).beat()
    assert menu(world, lan)[:3] == ["phatin", "nhom", "apphich"]


async def test_a_revoked_role_takes_its_menu_along_after_a_restart(world: World) -> None:
    lan = world.worker("Lan")
    person = await trusts(world, lan)
    await keeper(world).beat()
    assert menu(world, lan) != []
    await revokes(world, person)
    await world.restarts()
    await keeper(world).beat()
    assert menu(world, lan) == []
    assert await world.rows("SELECT menu FROM addresses") == [("",)]


async def test_what_is_right_is_not_said_again(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    await keeper(world).beat()
    assert own_menus(world) == 1
    await keeper(world).beat()
    await world.restarts(after=timedelta(days=1))
    await keeper(world).beat()
    assert own_menus(world) == 1


async def test_a_refused_menu_comes_later_and_answers_go_on(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    world.telegram.faults.status(400, method="setMyCommands")
    await keeper(world).beat()
    assert menu(world, lan) == []
    lan.types("/nhom")
    await lan.waits_for("chưa phụ trách nhóm nào")
    world.telegram.faults.clear()
    await keeper(world).beat()
    assert menu(world, lan) == []
    world.now += AGAIN
    await keeper(world).beat()
    assert menu(world, lan) != []


async def test_an_outage_is_waited_out(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    world.telegram.faults.status(502, method="setMyCommands")
    await keeper(world).beat()
    assert menu(world, lan) == []
    world.telegram.faults.clear()
    await keeper(world).beat()
    assert menu(world, lan) != []


async def test_who_is_erased_leaves_no_menu_behind(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    await keeper(world).beat()
    lan.types("/dulieu")
    await lan.waits_for("Bot đang lưu")
    lan.presses("Xóa hết")
    await lan.waits_for("Xóa hết?")
    lan.presses("Xóa hết")
    await lan.waits_for()
    await world.settles()
    assert world.app
    world.now += timedelta(minutes=2)
    await world.app.heartbeats().beat()
    assert await world.rows("SELECT id FROM addresses") == []
    assert menu(world, lan) == []
