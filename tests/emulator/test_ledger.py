"""What was accepted, and nothing else, in memory and in a file."""

from __future__ import annotations

import json
from pathlib import Path

from emulator.person import Person
from emulator.state import Telegram
from tests.emulator.conftest import Caller, Clock


async def test_only_what_was_accepted(call: Caller, an: Person, telegram: Telegram) -> None:
    sent = await call.result("sendMessage", chat_id=7, text="một")
    await call.result("editMessageText", chat_id=7, message_id=sent["message_id"], text="hai")
    await call.refusal("sendMessage", chat_id=7, text="")
    await call.refusal("sendMessage", chat_id=8, text="ai?")
    await call.result("getMe")
    lines = [(e.method, e.chat_id, e.message_id) for e in telegram.ledger.entries]
    number = sent["message_id"]
    assert lines == [("sendMessage", 7, number), ("editMessageText", 7, number)]
    assert telegram.ledger.texts(7) == ["một", "hai"]
    assert telegram.ledger.count("sendMessage") == 1
    assert telegram.ledger.of(chat_id=8) == []


async def test_a_file_for_other_processes(tmp_path: Path, clock: Clock) -> None:
    telegram = Telegram(clock=clock, ledger_file=tmp_path / "ledger.jsonl", anyone=True)
    call = Caller(telegram)
    await call.result("sendMessage", chat_id=5, text="một")
    telegram.close()
    await call.result("sendMessage", chat_id=6, text="hai")
    telegram.close()
    lines = [json.loads(line) for line in (tmp_path / "ledger.jsonl").read_bytes().splitlines()]
    assert [line["chat_id"] for line in lines] == [5, 6]
    assert lines[0]["time"] == clock.now


async def test_the_busiest_second(call: Caller, an: Person, clock: Clock) -> None:
    for at in (0.0, 0.5, 0.9, 1.0, 1.4, 3.0):
        clock.now = 1_800_000_000 + at
        await call.result("sendMessage", chat_id=7, text="a")
    assert call.telegram.ledger.busiest_second() == 4
