"""The bot's profile and command menu, per language.

Telegram limits changes of a profile to a few a day, so what is already right is not said again. A
refused call is logged, never fatal.
"""

from __future__ import annotations

import structlog
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from content.catalog import Catalog, Catalogs

COMMANDS: dict[str, dict[str, str]] = {
    "vi": {
        "start": "command.start",
        "khancap": "command.emergency",
        "baotainan": "command.report",
        "nguyhiem": "command.hazard",
        "huongdan": "command.guide",
        "tim": "command.search",
        "hoso": "command.cases",
        "goilai": "command.callback",
        "gopy": "command.petition",
        "caidat": "command.settings",
        "dulieu": "command.privacy",
        "trogiup": "command.help",
    },
    "en": {
        "start": "command.start",
        "emergency": "command.emergency",
        "report": "command.report",
        "hazard": "command.hazard",
        "guide": "command.guide",
        "search": "command.search",
        "cases": "command.cases",
        "callback": "command.callback",
        "petition": "command.petition",
        "settings": "command.settings",
        "privacy": "command.privacy",
        "help": "command.help",
    },
}

log = structlog.get_logger(__name__)


async def publish(bot: Bot, catalogs: Catalogs) -> None:
    """Vietnamese is also what phones of any other language see."""
    for language, catalog in catalogs.items():
        tag = None if language == "vi" else language
        for step in (_commands, _name, _description, _short):
            try:
                await step(bot, catalog, tag)
            except TelegramError as refused:
                log.warning("profile call refused", reason=type(refused).__name__)


async def _commands(bot: Bot, catalog: Catalog, tag: str | None) -> None:
    wanted = tuple(
        BotCommand(name, catalog.label(message))
        for name, message in COMMANDS[catalog.language].items()
    )
    if await bot.get_my_commands(language_code=tag) != wanted:
        await bot.set_my_commands(wanted, language_code=tag)


async def _name(bot: Bot, catalog: Catalog, tag: str | None) -> None:
    wanted = catalog.label("bot.name")
    if (await bot.get_my_name(language_code=tag)).name != wanted:
        await bot.set_my_name(wanted, language_code=tag)


async def _description(bot: Bot, catalog: Catalog, tag: str | None) -> None:
    wanted = catalog.label("bot.description")
    if (await bot.get_my_description(language_code=tag)).description != wanted:
        await bot.set_my_description(wanted, language_code=tag)


async def _short(bot: Bot, catalog: Catalog, tag: str | None) -> None:
    wanted = catalog.label("bot.short")
    if (await bot.get_my_short_description(language_code=tag)).short_description != wanted:
        await bot.set_my_short_description(wanted, language_code=tag)
