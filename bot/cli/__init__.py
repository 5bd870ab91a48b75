"""The antoan command line, one file per command family.

Part of the roof: may import everything. A command imports what it needs when it is called, so that
`antoan search` does not pay for Telegram.
"""

from __future__ import annotations

import typer

from bot.cli import checking, guiding, rights, running

app = typer.Typer(
    name="antoan",
    help="An Toàn Bot: safety guidance, accident reports and campaigns by chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for family in (running, guiding, checking, rights):
    for command in family.COMMANDS:
        app.command()(command)
for name, group in rights.GROUPS.items():
    app.add_typer(group, name=name)


def main() -> None:
    app()
