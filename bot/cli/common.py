"""What the commands share: settings with one-line complaints."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from bot.settings import Settings


def complain(message: str) -> NoReturn:
    """One line on stderr, exit 2: the command was called wrongly or is not configured."""
    print(f"antoan: {message}", file=sys.stderr)
    raise SystemExit(2)


@contextmanager
def explained() -> Iterator[None]:
    """Around the first use of the database: what the operator can mend is one line."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.errors import Unavailable
    from storage.sealing import WrongKey

    try:
        yield
    except WrongKey:
        complain("ANTOAN_SECRET_KEY or var/secret.key: this database was sealed with another key")
    except (SQLAlchemyError, Unavailable, OSError) as failure:
        why = f"the database cannot be used ({type(failure).__name__})"
        complain(f"ANTOAN_DATABASE_URL: {why}; try: antoan migrate, antoan doctor")


def read_settings(*, channel: bool) -> Settings:
    """The settings; with `channel`, at least one channel must be configured."""
    from pydantic import ValidationError

    from bot.settings import Settings

    try:
        settings = Settings()
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = f"ANTOAN_{'_'.join(str(part) for part in first['loc']).upper()} "
        text = first["msg"].removeprefix("Value error, ")
        complain(f"{name if first['loc'] else ''}{text}")
    if channel and not settings.bot_token and not settings.web_listen:
        complain("set ANTOAN_BOT_TOKEN (Telegram) or ANTOAN_WEB_LISTEN (web chat), or both")
    return settings
