"""invite, audit verify."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import complain, explained, read_settings
from bot.people import Role

if TYPE_CHECKING:
    from bot.links import Links
    from storage.unit import SqlUnits

audit = typer.Typer(help="The audit log.", no_args_is_help=True)


@audit.callback()
def _family() -> None:
    """Keeps `verify` a word of its own while it is the only one."""


def invite(
    role: Annotated[Role | None, typer.Option(help="What the person shall be.")] = None,
    area: Annotated[str, typer.Option(help="Code of the commune or province.")] = "",
    file: Annotated[Path | None, typer.Option(help="Instead: an Excel list of people.")] = None,
) -> None:
    """Print a link that invites one person, for 24 hours: the way to the first admin. With --file,
    invite everybody on a list (columns: name, phone, role, commune).
    """
    if (role is None) == (file is None):
        complain("invite: needs either --role (and --area) or --file")
    if role is not None:
        _invite_one(role, area)
        return
    from bot.cli.inviting import invite_list

    assert file is not None
    invite_list(file, _links(), _units)


def _invite_one(role: Role, area: str) -> None:
    import content
    from bot import grants
    from content.areas import Areas

    if not grants.fits(role, area, Areas.load(Path(content.__file__).parent)):
        digits = " or ".join(str(count) for count in grants.DIGITS.get(role, ())) or "no"
        complain(f"--role {role} --area {area!r}: this role needs a known code of {digits} digits")
    with explained():
        token = asyncio.run(_invite(role, area))
    from bot.invitations import write_payload

    print("\n".join(_links().to(write_payload(token)) or _without_address(token)))


def _links() -> Links:
    """Telegram is asked for the bot's name; where the page is stands in the settings."""
    from bot.channels.telegram.connection import name_of
    from bot.links import Links

    settings = read_settings(channel=False)
    username = asyncio.run(name_of(settings)) if settings.bot_token else ""
    return Links(settings.web_url, lambda: username)


def _without_address(token: str) -> tuple[str, str]:
    from bot.invitations import write_payload

    payload = write_payload(token)
    return f"https://t.me/<your bot>?start={payload}", f"<your web chat>/?start={payload}"


async def _invite(role: Role, area: str) -> str:
    from bot.audit import Deed
    from bot.clock import utc_now
    from bot.invitations import OPERATOR, digest, new_token

    token, now = new_token(), utc_now()
    units, close = _units()
    try:
        async with units() as unit:
            await unit.accounts.check_seal()
            made = await unit.invitations.create(
                role, area, inviter=OPERATOR, token=digest(token), now=now
            )
            target = f"invitations:{made}"
            deed = Deed(OPERATOR, "invitation.create", target, role, area)
            await unit.audit.write(deed, now=now)
    finally:
        await close()
    return token


@audit.command()
def verify() -> None:
    """Check the whole log; exit 1 and name the first entry that does not fit."""
    from bot.audit import first_break

    async def look() -> tuple[int, int | None]:
        units, close = _units()
        try:
            async with units.reading() as unit:
                entries = await unit.audit.entries()
        finally:
            await close()
        return len(entries), first_break(entries)

    with explained():
        count, broken = asyncio.run(look())
    if broken is not None:
        print(f"entry {broken} does not fit: it or one before it was changed or removed")
        raise SystemExit(1)
    print(f"{count} entries, unbroken")


def _units() -> tuple[SqlUnits, Callable[[], Awaitable[None]]]:
    from storage.engine import open_engine
    from storage.sealing import Vault, load_secret
    from storage.unit import SqlUnits

    settings = read_settings(channel=False)
    given = settings.secret_key
    secret = given.get_secret_value() if given else load_secret(settings.var / "secret.key")
    engine = open_engine(settings.database_url)
    return SqlUnits(engine, Vault(secret)), engine.dispose


def rotate_key() -> None:
    """Seal everything anew: ANTOAN_SECRET_KEY is the new secret, ANTOAN_SECRET_KEY_OLD the one that
    sealed it. Stop the bot and make a backup first.
    """
    from storage.rotating import rotate
    from storage.sealing import Vault

    old = read_settings(channel=False).secret_key_old
    if old is None:
        complain("ANTOAN_SECRET_KEY_OLD: needs the secret that sealed this database")

    async def go() -> int:
        units, close = _units()
        try:
            async with sole(units.engine, waiting=_running), units() as unit:
                return await rotate(unit, Vault(old.get_secret_value()))
        finally:
            await close()

    from storage.locks import sole

    with explained():
        print(f"{asyncio.run(go())} values sealed with the new key")


def _running() -> None:
    complain("the bot is running on this database: stop it first")


COMMANDS = (invite, rotate_key)
