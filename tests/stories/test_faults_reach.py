"""F12, F14: a person shuts the bot out, an account is gone, a group becomes a supergroup."""

from __future__ import annotations

from emulator.chats import State
from emulator.group import Group
from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, UNKNOWN, count, until
from tests.world import World

OUT = "addresses WHERE NOT reachable"


async def test_f12_blocked_then_let_in_again(world: World) -> None:
    an = world.worker("An")
    an.starts()
    await an.waits_for("Chào anh/chị")

    async def out() -> bool:
        return await count(world, OUT) == 1

    async def back() -> bool:
        return await count(world, OUT) == 0

    an.blocks()
    await until(out, "the block")
    an.unblocks()
    await until(back, "the way back")
    an.blocks()
    await until(out, "the second block")
    an.starts()
    await an.waits_for("Chào anh/chị")
    assert await back()


async def test_f12_the_account_is_deleted_before_the_answer(world: World) -> None:
    an, binh = world.worker("An"), world.worker("Bình")
    await world.stops()
    an.types(CARD)
    an.leaves_telegram()
    binh.types(CARD)
    await world.starts()

    await binh.waits_for(CARD_TITLE)
    await world.settles()
    assert await count(world, OUT) == 1
    an.sees_nothing()


async def test_f14_a_group_migrates_before_it_is_answered(world: World) -> None:
    an = world.worker("An")
    old = Group(world.telegram, -500, kind="group")
    old.adds_bot(an)
    old.speaks(an, f"/trogiup{old.mention}")
    await old.waits_for("Đơn vị phụ trách")
    await world.stops()
    old.speaks(an, f"{old.mention} {UNKNOWN}")
    new = old.migrates(an, -1_000_000_000_500)
    await world.starts()

    await new.waits_for(NOT_FOUND)
    await world.settles()
    assert len(new.inbox) == 1
    assert await count(world, "addresses") == 1
    new.speaks(an, f"/trogiup{new.mention}")
    await new.waits_for("Đơn vị phụ trách")
    assert await count(world, "addresses") == 1


async def test_f14_the_new_group_speaks_before_the_old_one_is_answered(world: World) -> None:
    an = world.worker("An")
    old = Group(world.telegram, -500, kind="group")
    old.adds_bot(an)
    old.speaks(an, f"/trogiup{old.mention}")
    await old.waits_for("Đơn vị phụ trách")
    await world.stops()
    old.speaks(an, f"/tim{old.mention} {UNKNOWN}")
    new = Group(world.telegram, -1_000_000_000_500)
    new.chat.state, old.chat.migrated_to = State.OPEN, new.chat.id
    new.speaks(an, f"/tim{new.mention} {CARD}")
    await world.starts()

    await new.waits_for(CARD_TITLE)
    await new.waits_for(NOT_FOUND)
    await world.settles()
    new.speaks(an, f"/trogiup{new.mention}")
    await new.waits_for("Đơn vị phụ trách")
    assert len(new.inbox) == 3
