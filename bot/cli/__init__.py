"""The antoan command line, one file per command family.

Part of the roof: may import everything. A command imports what it needs when it is called, so that
`antoan search` does not pay for Telegram.
"""

from __future__ import annotations

import typer

from bot.cli import areas, checking, exporting, guiding, rights, running, trusting

app = typer.Typer(
    name="antoan",
    help="An Toàn Bot: safety guidance, accident reports and campaigns by chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for family in (running, guiding, checking, areas, trusting, rights):
    for command in family.COMMANDS:
        app.command()(command)
app.add_typer(exporting.export)
app.add_typer(trusting.audit, name="audit")
for name, group in rights.GROUPS.items():
    app.add_typer(group, name=name)


def main() -> None:
    app()
