"""Somebody new in office opens no name and agrees to none, except to save a life (T1)."""

from __future__ import annotations

from datetime import timedelta

from bot.people import Role
from bot.reports import What
from emulator.chats import Message
from emulator.person import Person
from tests.stories.officials import HUNG, looks_at, on_telegram, on_the_page
from tests.stories.reporting import events_of, listens
from tests.stories.test_casework_reveal import (
    CANARY,
    REASON,
    actions,
    asks_for_the_name,
    sealed,
)
from tests.visitor import Visitor
from tests.world import World

WEEK = timedelta(days=7)
TAM = "Trần Thị Tâm"


def a_week_later(world: World) -> None:
    world.now += WEEK


async def just_begun(world: World) -> tuple[Visitor, Person, str]:
    """Hùng in office for a week, Lan since a moment ago, and a sealed case."""
    hung = await on_the_page(world)
    a_week_later(world)
    lan, an = await on_telegram(world), world.worker("An")
    return hung, lan, await sealed(world, lan, an)


async def must_wait(lan: Person, code: str) -> Message:
    await looks_at(lan, code)
    lan.presses("Xin mở tên, số")
    return await lan.waits_for("chưa đủ 7 ngày")


async def asks(who: Visitor, code: str) -> None:
    await looks_at(who, code)
    await who.presses("Xin mở tên, số")
    await who.waits_for("vì sao cần biết")
    await who.types(REASON)
    await who.waits_for("đã hỏi người thứ hai")


async def test_whoever_is_new_reads_when_they_may_ask_and_who_may_now(world: World) -> None:
    hung, lan, code = await just_begun(world)
    told = await must_wait(lan, code)
    assert "Từ 12:00 26/05/2026 thì được" in told.text
    assert f"nhờ {HUNG}" in told.text
    lan.types(REASON)  # nothing asked for it
    await world.settles()
    assert await actions(world) == []
    assert not any("xin mở tên" in bubble.text for bubble in hung.bubbles)
    a_week_later(world)
    await asks_for_the_name(lan, code)
    await lan.waits_for("đã hỏi người thứ hai")
    await listens(hung, REASON)


async def test_whoever_is_new_is_not_asked_and_cannot_agree(world: World) -> None:
    hung, tam = await on_the_page(world), await on_the_page(world, Role.PROVINCE, "79", TAM)
    a_week_later(world)
    lan, an = await on_telegram(world), world.worker("An")
    code = await sealed(world, lan, an)
    await asks(hung, code)
    await listens(tam, REASON)
    assert "xin mở tên" not in lan.log
    assert f"«{REASON}»" in await looks_at(lan, code)
    lan.presses("Đồng ý mở")
    told = await lan.waits_for("chưa đủ 7 ngày")
    assert f"nhờ {TAM}" in told.text
    assert HUNG not in told.text  # who asks cannot agree either
    assert "Cứu người: mở ngay" not in told.labels
    assert not [e for e in await events_of(world, code) if e.what is What.IDENTITY_OPENED]
    assert await tam.presses("Đồng ý mở") == 200
    await tam.waits_for("đã đồng ý")
    await listens(hung, CANARY)
    assert await actions(world) == ["identity.ask", "identity.allow", "identity.open"]


async def test_where_nobody_else_could_whoever_is_new_agrees(world: World) -> None:
    hung, lan, code = await just_begun(world)
    await asks(hung, code)
    await lan.waits_for("xin mở tên, số người báo")
    lan.presses("Đồng ý mở")
    await lan.waits_for("đã đồng ý")
    await listens(hung, CANARY)


async def test_to_save_a_life_nobody_waits(world: World) -> None:
    hung, lan, code = await just_begun(world)
    await must_wait(lan, code)
    lan.presses("Cứu người: mở ngay")
    await lan.waits_for("đang phải cứu người?")
    lan.types(REASON)
    await lan.waits_until(lambda: CANARY in lan.log, "the number")
    await listens(hung, "đã mở ngay tên, số người báo để cứu người")
    assert await actions(world) == ["identity.break", "identity.open"]
