"""The bot's profile and everybody's command menu, per language; a role's is bot/menus.py.

Telegram limits changes of a profile to a few a day, so what is already right is not said again. A
refused call is logged, never fatal.
"""

from __future__ import annotations

import structlog
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot import menus
from content.catalog import Catalog, Catalogs

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
    wanted = tuple(BotCommand(*command) for command in menus.usual(catalog))
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
