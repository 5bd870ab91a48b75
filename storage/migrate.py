"""Migrations: bring a database to the newest schema, or back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.schema import metadata

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"


def config() -> Config:
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(_FOLDER))
    settings.set_main_option("path_separator", "os")
    return settings


def newest() -> str:
    """The revision that all of `versions/` leads to: their files are numbered."""
    return max(path.stem[:4] for path in (_FOLDER / "versions").glob("[0-9]*.py"))


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    if revision == "head" and await current(engine) == newest():
        return
    await _run(engine, "upgrade", revision)


async def downgrade(engine: AsyncEngine, revision: str = "base") -> None:
    await _run(engine, "downgrade", revision)


async def current(engine: AsyncEngine) -> str | None:
    """The revision of this database, None when it is empty.

    Asks without Alembic: every start does, and almost every start finds nothing to do.
    """
    version = sa.table("alembic_version", sa.column("version_num"))
    async with engine.connect() as connection:
        if not await connection.run_sync(lambda sync: sa.inspect(sync).has_table(version.name)):
            return None
        revision: str | None = await connection.scalar(sa.select(version.c.version_num))
        return revision


async def differences(engine: AsyncEngine) -> list[Any]:
    """What autogenerate would still change: empty when rows match migrations."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    async with engine.connect() as connection:
        return await connection.run_sync(
            lambda sync: list(compare_metadata(MigrationContext.configure(sync), metadata))
        )


async def _run(engine: AsyncEngine, step: Literal["upgrade", "downgrade"], revision: str) -> None:
    from alembic import command

    def run(connection: sa.Connection) -> None:
        settings = config()
        settings.attributes["connection"] = connection
        getattr(command, step)(settings, revision)

    async with engine.begin() as connection:
        await connection.run_sync(run)
