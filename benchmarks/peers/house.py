"""Our bot as an operator starts it: `python -m bot run`, a migrated database, settings by name."""

from __future__ import annotations

from pathlib import Path
from subprocess import Popen

from benchmarks import measure
from emulator.state import TOKEN
from storage import migrate
from storage.engine import open_engine

SECRET = "a secret of forty characters, for figures"
Settings = dict[str, str]


def sqlite(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/antoan.db"


async def migrated(database: str) -> None:
    engine = open_engine(database)
    await migrate.upgrade(engine)
    await engine.dispose()


def settings(database: str, folder: Path) -> Settings:
    return {
        "ANTOAN_DATABASE_URL": database,
        "ANTOAN_SECRET_KEY": SECRET,
        "ANTOAN_VAR": str(folder),
        # what is measured is the bot, not the limit of Telegram that it keeps; see `pacing`
        "ANTOAN_RATE_OVERALL": "10000",
        "ANTOAN_RATE_CHAT": "1000",
    }


def on_telegram(api_url: str) -> Settings:
    return {"ANTOAN_BOT_TOKEN": TOKEN, "ANTOAN_BOT_API_URL": api_url}


def start(*given: Settings, core: int | None = None) -> Popen[str]:
    environment = {name: value for some in given for name, value in some.items()}
    return measure.start("bot", "run", core=core, environment=environment, quiet=True)
