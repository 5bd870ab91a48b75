"""data, hold, retention: what the law asks of the operator, without any personal data."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import complain, explained, read_settings

if TYPE_CHECKING:
    from bot.app import App

data = typer.Typer(help="Requests of people about their own data.", no_args_is_help=True)
hold = typer.Typer(help="Legal holds: what must not be erased.", no_args_is_help=True)
GROUPS = {"data": data, "hold": hold}

Target = Annotated[str, typer.Argument(help="person:NUMBER or rule:NAME (antoan retention).")]


def _with_app(act: Callable[[App], Awaitable[None]]) -> None:
    from bot.app import build

    async def go() -> None:
        app = build(read_settings(channel=False))
        try:
            await app.check_seal()
            await act(app)
        finally:
            await app.engine.dispose()

    with explained():
        asyncio.run(go())


@data.command("requests")
def requests(
    most: Annotated[int, typer.Option(help="How many, newest first.")] = 50,
) -> None:
    """List requests with the day by which the law wants them done."""

    async def show(app: App) -> None:
        async with app.units.reading() as unit:
            for one in await unit.data.requests(limit=most):
                late = one.done_at is None and one.due_at < app.clock()
                done = f"done {one.done_at:%Y-%m-%d %H:%M}" if one.done_at else "open"
                times = f"received {one.received_at:%Y-%m-%d %H:%M}  due {one.due_at:%Y-%m-%d}"
                print(f"{one.id}  {one.kind:<8}  {times}  {'LATE' if late else done}")

    _with_app(show)


@hold.command("add")
def add(target: Target, reason: Annotated[str, typer.Option(help="Sealed, audited.")]) -> None:
    """Keep everything about a person, or stop one rule of retention, until removed."""
    _known(target)

    async def place(app: App) -> None:
        from bot.audit import Deed

        async with app.units() as unit:
            await unit.data.hold(target, reason, now=app.clock())
            await unit.audit.write(Deed(0, "hold.place", target, reason), now=app.clock())
        print(f"{target}: held")

    _with_app(place)


@hold.command("remove")
def remove(target: Target, reason: Annotated[str, typer.Option(help="Sealed, audited.")]) -> None:
    """Let erasing and forgetting go on."""
    _known(target)

    async def lift(app: App) -> None:
        from bot.audit import Deed

        async with app.units() as unit:
            if not await unit.data.lift(target, now=app.clock()):
                complain(f"{target} is not held")
            await unit.audit.write(Deed(0, "hold.lift", target, reason), now=app.clock())
        print(f"{target}: no longer held")

    _with_app(lift)


def _known(target: str) -> None:
    from storage.retention import RULES

    names = [f"rule:{rule.name}" for rule in RULES if rule.hold]
    if target not in names and not re.fullmatch(r"person:[1-9]\d{0,17}", target):
        complain(f"{target}: needs person:NUMBER or one of {', '.join(names)}")


def retention(
    dry_run: Annotated[bool, typer.Option(help="Only tell what would go.")] = False,
) -> None:
    """How long each kind is kept and why; without --dry-run what is due goes now."""

    async def show(app: App) -> None:
        async with app.units() as unit:
            for rule in await unit.retention.due(now=app.clock()):
                state = "HELD" if rule.held else f"{rule.rows} due"
                law = f"  [{rule.law}]" if rule.law else ""
                print(f"{rule.name:<15}  {rule.keep!s:<18}  {state:<8}  {rule.why}{law}")
            if not dry_run:
                await unit.retention.apply(now=app.clock())

    _with_app(show)


COMMANDS = (retention,)
