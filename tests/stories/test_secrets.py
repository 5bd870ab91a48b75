"""What people say is in no log, and after a minute in no file."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.heartbeats import Heartbeats
from bot.people import Role
from emulator.person import Person
from tests.offices import accepts, link, newest_person, somebody
from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, count
from tests.stories.own_data import everything
from tests.stories.test_faults_malformed import journal
from tests.world import World

OFFICER = "Canary Officer Lan"
NAME, WORDS, PLACE, PHONE = "Canary Nguyen", "zyxw canary words", "11.12345", "+84987654321"

__all__ = ["journal"]


async def tell_everything(world: World) -> tuple[str, ...]:
    """A story over both channels; returns what must stay between the person and the bot."""
    an, binh = world.worker(NAME), await world.visitor()
    an.starts()
    await an.waits_for("Chào anh/chị")
    an.types(WORDS)
    await an.waits_for(NOT_FOUND)
    an.sends_location(float(PLACE), 106.54321)
    await an.waits_for(PLACE)
    an.sends_contact(PHONE)
    await an.waits_for("không lưu số điện thoại")
    an.sends_photo(caption=f"{CARD} {WORDS}")
    await an.waits_for()
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    an.presses("Xem thêm")
    await an.waits_for("Nguồn")
    an.presses("Chưa đúng")
    await an.waits_for("Chỗ nào chưa đúng?")
    await binh.types(WORDS)
    await binh.waits_for(NOT_FOUND)
    await binh.posts(kind="location", latitude=float(PLACE), longitude=106.54321)
    await binh.waits_for(PLACE)
    world.telegram.updates.inject({"message": {"from": {"first_name": NAME}, "text": WORDS}})
    world.telegram.faults.drop(method="sendMessage", calls=1)
    an.types(WORDS)
    await an.waits_for("Cảm ơn")
    await tell_report(an)
    await world.settles()
    return NAME, "Canary", WORDS, PLACE, "106.54321", PHONE, world.telegram.token


async def tell_report(an: Person) -> None:
    """A report with words, a place, a number and a picture."""
    an.types("/baotainan")
    await an.waits_for("cần cấp cứu")
    an.types(WORDS)
    await an.waits_for("cần cấp cứu")
    an.presses("Bị nhẹ")
    await an.waits_for("Chỗ xảy ra ở đâu?")
    an.sends_location(float(PLACE), 106.54321)
    await an.waits_for("Báo cho")
    an.presses("Gửi, nhờ gọi lại")
    await an.waits_for("Mã: TN-")
    an.sends_contact(PHONE, owner=an.id)
    await an.waits_for("đủ 16 tuổi")
    an.presses("Đủ rồi")
    await an.waits_for("được gọi số này")
    an.sends_photo(caption=WORDS)
    await an.waits_for("Đã thêm")


async def test_t16_no_log_line_tells_anything(journal: io.StringIO, world: World) -> None:
    secrets = await tell_everything(world)
    await world.restarts()
    async with world.telegram_down():
        await world.restarts()
    await world.stops()
    written = journal.getvalue()
    assert "Telegram reached" in written
    for secret in secrets:
        assert secret not in written


async def test_t20_after_a_minute_no_file_tells_anything(world: World) -> None:
    secrets = await tell_everything(world)
    world.now += timedelta(seconds=61)
    assert world.app
    await Heartbeats(world.app.units, list(world.app.channels), world.clock).beat()
    assert await count(world, "inbox WHERE payload IS NOT NULL OR screen IS NOT NULL") == 0

    (person,) = [str(number) for number in world.telegram.people]
    if world.database_url.startswith("sqlite"):
        database = make_url(world.database_url).database
        assert database
        held = b"".join(path.read_bytes() for path in Path(database).parent.glob("antoan.db*"))
    else:
        tables = await world.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = [await world.rows(f'SELECT t.* FROM "{name}" t') for (name,) in tables]
        held = repr(rows).encode() + b"".join(
            value for table in rows for row in table for value in row if isinstance(value, bytes)
        )
    assert len(held) > 1000
    for secret in (*secrets, NOT_FOUND, f'"id":{person}', f'"{person}"'):
        assert secret.encode() not in held


async def test_t15_a_stolen_backup_tells_nobodys_name(world: World) -> None:
    """The database, its log and a copy of it, while names, numbers and roles are in use."""
    secrets = await tell_everything(world)
    lan, _ = await somebody(world)
    await accepts(lan, await link(world, Role.ADMIN, "", inviter=0, token="a" * 22), name=OFFICER)
    await lan.waits_for("Đã xác nhận")
    async with world.memory() as unit:
        ((_, known),) = (await unit.invitations.known([await newest_person(world)])).items()
    assert (known.name, known.phone) == (OFFICER, "0912345678")
    held = await everything(world)
    assert len(held) > 1000
    for secret in (*secrets, OFFICER, "0912345678", "a" * 22):
        assert secret.encode() not in held
