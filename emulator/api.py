"""One request in, one answer out: checks, faults, limits, the method, the ledger.

The same function serves HTTP and tests that need no socket.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass

from emulator.calls import Call
from emulator.conformity import check
from emulator.faults import Fault, Kind
from emulator.ledger import Entry
from emulator.methods import ALL
from emulator.parameters import Uploads, typed
from emulator.refusals import Refusal, too_many_requests
from emulator.state import Telegram
from emulator.values import Json, encoded

JSON_TYPE = "application/json"
_FREE = {"sendchataction"}
_SPENDING = ("send", "copy", "forward", "edit")
_FAILURES = (Kind.DROP, Kind.STATUS, Kind.GARBAGE, Kind.NOT_OK, Kind.FLOOD)


@dataclass(frozen=True, slots=True)
class Answer:
    """`hang_up`: close the connection instead of answering."""

    status: int
    body: bytes
    content_type: str = JSON_TYPE
    retry_after: int | None = None
    hang_up: bool = False


async def answer(
    telegram: Telegram, token: str, method: str, given: Json, uploads: Uploads
) -> Answer:
    """Never raises for what the bot did; a defect of the emulator itself does raise."""
    handler = ALL.get(method.lower())
    if token != telegram.token:
        return refused(Refusal(401, "Unauthorized"))
    telegram.complaints += check(method, given | uploads_named(method, uploads))
    if handler is None:
        return refused(Refusal(404, "Not Found: method not found"))
    call = Call(telegram, handler.__name__, typed(method, given), uploads)
    if failure := await _failure(telegram, call.method, after=False):
        return failure
    try:
        _charge(call)
        result = handler(call)
        if isinstance(result, Awaitable):
            result = await result
    except Refusal as refusal:
        return refused(refusal)
    _record(call)
    failure = await _failure(telegram, call.method, after=True)
    return failure or Answer(200, encoded({"ok": True, "result": result}))


def uploads_named(method: str, uploads: Uploads) -> Json:
    """Uploads that are parameters; those that others refer to by attach:// are none."""
    return {name: "" for name in uploads if f"send{name}" == method.lower() or name in _FILES}


_FILES = {"certificate", "thumbnail", "cover"}


def refused(refusal: Refusal) -> Answer:
    wait = (refusal.parameters or {}).get("retry_after")
    return Answer(refusal.code, encoded(refusal.as_json()), retry_after=wait)


async def _failure(telegram: Telegram, method: str, *, after: bool) -> Answer | None:
    """What the faults make of this call, before or after it was accepted."""
    faults = telegram.faults
    if not faults.active:
        return None
    if slow := faults.hit((Kind.DELAY,), method, after=after):
        await asyncio.sleep(slow.value)
    fault = faults.hit(_FAILURES, method, after=after)
    return _broken(fault) if fault else None


def _broken(fault: Fault) -> Answer:
    if fault.kind is Kind.DROP:
        return Answer(0, b"", hang_up=True)
    if fault.kind is Kind.FLOOD:
        return refused(too_many_requests(int(fault.value)))
    if fault.kind is Kind.STATUS:
        page = f"<html><head><title>{int(fault.value)}</title></head><body>nginx</body></html>"
        return Answer(int(fault.value), page.encode(), "text/html")
    return Answer(200, b'{"ok":tru' if fault.kind is Kind.GARBAGE else b'{"result":true}')


def _charge(call: Call) -> None:
    """Albums pay for each of their messages."""
    limits, method = call.telegram.limits, call.method.lower()
    chat_id = call.get("chat_id")
    spends = method.startswith(_SPENDING) and method not in _FREE
    if limits is None or not spends or not isinstance(chat_id, int):
        return
    paid = bool(call.get("allow_paid_broadcast"))
    messages = len(call.get("media") or ()) if method == "sendmediagroup" else 1
    for _ in range(max(messages, 1)):
        if wait := limits.charge(call.telegram.clock(), chat_id, paid=paid):
            raise too_many_requests(wait)


def _record(call: Call) -> None:
    """Questions change nothing and are not kept."""
    if call.method.startswith("get"):
        return
    sizes = {name: {"name": f.name, "size": len(f.data)} for name, f in call.uploads.items()}
    chat_id = call.get("chat_id")
    number = chat_id if isinstance(chat_id, int) else None
    parameters = call.parameters | sizes if sizes else call.parameters
    at = call.telegram.clock()
    call.telegram.ledger.add(Entry(at, call.method, number, call.message_id, parameters))
