"""Every command of the house, in Vietnamese and in English; in groups only when addressed."""

from __future__ import annotations

from bot.menus import COMMANDS
from emulator.group import Group
from handlers import ROUTES
from tests.stories.helpers import CARD, CARD_TITLE
from tests.world import World

HOUSE = (
    "/start", "/khancap", "/emergency", "/huongdan", "/guide", "/tim", "/search", "/baotainan",
    "/report", "/nguyhiem", "/hazard", "/goilai", "/callback", "/gopy", "/petition", "/dung",
    "/stop", "/dulieu", "/privacy", "/trogiup", "/help", "/menu", "/nhom", "/groups",
    "/moi", "/invite", "/nhatky", "/audit", "/caidat", "/settings", "/chuyen", "/move",
    "/apphich", "/poster", "/truc", "/duty", "/nhan", "/take", "/hoso", "/cases",
    "/viec", "/work",
    "/phatin", "/broadcast", "/xoatinnhan", "/clear",
)  # fmt: skip


async def test_every_command_answers(world: World) -> None:
    an = world.worker("An")
    for command in HOUSE:
        an.types(command)
        answer = await an.waits_for()
        assert "Bot không có lệnh này" not in answer.text, command
        await world.settles()
        assert len(an.answers) == 1, command
    routed = {
        f"/{name}" for route in ROUTES if isinstance(route.on, str) for name in route.on.split()
    }
    assert routed | {"/start"} == set(HOUSE)
    assert {f"/{name}" for names in COMMANDS.values() for name in names} <= set(HOUSE)


async def test_unknown_commands_and_commands_with_words(world: World) -> None:
    an = world.worker("An")
    for said, answer in (
        ("/khongco", "Bot không có lệnh này"),
        (f"/tim {CARD}", CARD_TITLE),
        ("/TIM", "Gõ điều muốn hỏi"),
        ("/", "Bot chưa hiểu"),
        ("/tim@antoan_emulated_bot giàn giáo", CARD_TITLE),
    ):
        an.types(said)
        await an.waits_for(answer)
    an.types("/help@another_bot")
    an.types("/menu")
    await an.waits_for("Cần gì, bấm nút")
    assert len(an.answers) == 1


async def test_a_group_hears_the_bot_only_when_it_asks(world: World) -> None:
    an = world.worker("An")
    group = Group(world.telegram, -1_000_000_000_700)
    group.adds_bot(an)
    group.joins(an)
    for talk in ("bi dien giat", CARD, "0", "9", "@ai_do oi"):
        an.types(talk, group.chat)
    an.sends_photo()
    await an.waits_for("chưa xem được")
    await world.settles()
    assert group.inbox == []

    group.speaks(an, f"{group.mention} {CARD}")
    card = await group.waits_for(CARD_TITLE)
    an.replies(card, "bi ong dot", group.chat)
    await group.waits_for("115")
    group.speaks(an, "/khancap")
    await group.waits_for("GỌI 115 NGAY")
    await world.settles()
    assert len(group.inbox) == 3
    assert group.keyboard == []


async def test_the_menu_in_a_group_is_under_the_message(world: World) -> None:
    an = world.worker("An")
    group = Group(world.telegram, -1_000_000_000_700)
    group.adds_bot(an)
    group.speaks(an, f"/menu{group.mention}")
    menu = await group.waits_for("Cần gì, bấm nút")
    assert "🆘 Cấp cứu" in menu.labels
    group.presses(an, "Cách làm an toàn")
    await group.waits_for("Anh/chị làm việc gì?")
    assert group.keyboard == []
