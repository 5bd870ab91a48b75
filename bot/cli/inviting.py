"""invite --file: everybody on an Excel list at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.common import complain, explained

if TYPE_CHECKING:
    from bot.documents.reading import Rows
    from bot.invitation_lists import Checked, Guest
    from bot.links import Links
    from storage.unit import SqlUnits

    Opened = Callable[[], tuple[SqlUnits, Callable[[], Awaitable[None]]]]
    """Opens the database; the second closes it again."""


def invite_list(path: Path, links: Links, opened: Opened) -> None:
    """Writes NAME-links.xlsx and NAME-errors.xlsx beside the list; exit 1 when a line is wrong."""
    import content
    from bot import invitation_lists as lists
    from bot.screens import invitation_lists as screens
    from content import catalog
    from content.areas import Areas

    root = Path(content.__file__).parent
    areas, catalogs = Areas.load(root), catalog.load(root)
    checked = lists.check(_rows(path), screens.words(catalogs), lists.ByOperator(areas))
    if isinstance(checked, lists.Useless):
        complain(f"{path}: {screens.useless(checked, catalogs['en']).text.plain}")
    with explained():
        made, checked = asyncio.run(_invite(checked, opened))
    good, bad = screens.workbooks(made, checked, links, areas, catalogs["vi"])
    for name, wanted, data in (("links", made, good), ("errors", checked.flaws, bad)):
        if wanted:
            _write(path.with_name(f"{path.stem}-{name}.xlsx"), data)
    wrong = len({flaw.row for flaw in checked.flaws})
    print(f"{len(made)} invited, {wrong} lines to correct")
    if wrong:
        raise SystemExit(1)


def _rows(path: Path) -> Rows:
    import content
    from bot.documents import reading
    from bot.screens import invitation_lists as screens
    from content import catalog

    try:
        rows = asyncio.run(reading.read(path.read_bytes()))
    except OSError as wrong:
        complain(f"{path}: {wrong.strerror}")
    if isinstance(rows, reading.Refused):
        words = catalog.load(Path(content.__file__).parent)["en"]
        complain(f"{path}: {screens.refused(rows, words).text.plain}")
    return rows


async def _invite(checked: Checked, opened: Opened) -> tuple[dict[str, Guest], Checked]:
    from bot import importing, invitations
    from bot import invitation_lists as lists
    from bot.clock import utc_now

    now = utc_now()
    units, close = opened()
    try:
        async with units() as unit:
            await unit.accounts.check_seal()
            checked = lists.without(checked, await importing.taken(checked, unit, now=now))
            made = {invitations.new_token(): guest for guest in checked.guests}
            await importing.invite_all(made, invitations.OPERATOR, unit, now=now)
    finally:
        await close()
    return made, checked


def _write(path: Path, data: bytes) -> None:
    """Names, numbers and links: for the operator's eyes alone."""
    path.touch(mode=0o600)
    path.write_bytes(data)
    print(path)
