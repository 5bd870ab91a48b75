"""Steering over HTTP, for benchmarks whose emulator runs in another process.

POST /control/update  {"update": {…}} raw, or {"person": 7, "text": "…"}, or
                      {"person": 7, "press": "code", "message": 12}
GET  /control/ledger  ?after=N: what was accepted since, and the count to ask with next
POST /control/fault   {"kind": "flood", "value": 3, "method": "sendMessage", "share": 0.2}
POST /control/limits  {"overall": 30, …} or {} to switch them off
POST /control/clear   faults, waiting updates, limits
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from emulator.faults import Kind, Where
from emulator.limits import Limits
from emulator.person import Person
from emulator.state import Telegram
from emulator.values import Json

Act = Callable[[Telegram, Json], Json]
_WHERE = Where.__annotations__


def application(telegram: Telegram) -> Starlette:
    """The caller decides whether it is reachable at all."""

    async def ledger(request: Request) -> JSONResponse:
        after = int(request.query_params.get("after", 0))
        entries = telegram.ledger.entries[after:]
        found = [entry.as_json() for entry in entries]
        return JSONResponse({"next": after + len(found), "entries": found})

    posts = {"update": _update, "fault": _fault, "limits": _limits, "clear": _clear}
    routes = [
        Route(f"/control/{name}", _posted(telegram, act), methods=["POST"])
        for name, act in posts.items()
    ]
    return Starlette(routes=[Route("/control/ledger", ledger), *routes])


def _posted(telegram: Telegram, act: Act) -> Callable[[Request], Awaitable[JSONResponse]]:
    async def endpoint(request: Request) -> JSONResponse:
        body = await request.body()
        try:
            return JSONResponse(act(telegram, json.loads(body) if body else {}))
        except (AssertionError, KeyError, TypeError, ValueError) as trouble:
            return JSONResponse({"error": repr(trouble)}, status_code=400)

    return endpoint


def _update(telegram: Telegram, wish: Json) -> Json:
    if "update" in wish:
        return {"update_id": telegram.updates.inject(wish["update"])}
    person = Person.known(telegram, int(wish["person"]))
    if "press" in wish:
        person.presses_code(wish["press"], int(wish["message"]))
    else:
        person.types(wish["text"])
    return {"update_id": telegram.updates.next_id - 1}


def _fault(telegram: Telegram, wish: Json) -> Json:
    if wish["kind"] == "reorder":
        telegram.updates.window = int(wish["value"])
    else:
        kind = Kind(wish["kind"])
        where: Where = {name: wish[name] for name in _WHERE if name in wish}  # type: ignore[assignment]
        telegram.faults.add(kind, float(wish.get("value", 0)), **where)
    return {"ok": True}


def _limits(telegram: Telegram, wish: Json) -> Json:
    telegram.limits = Limits(**wish) if wish else None
    return {"ok": True}


def _clear(telegram: Telegram, _wish: Json) -> Json:
    telegram.faults.clear()
    telegram.updates.window = 1
    telegram.updates.release()
    telegram.updates.clear()
    telegram.limits = None
    return {"ok": True}
