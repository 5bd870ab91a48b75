"""The channels that the settings name, and what the services know of them. Part of the roof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.channels.telegram.connection import Hook, TelegramConnection
from bot.channels.web.channel import WebChannel
from bot.channels.web.sessions import Seals
from bot.channels.web.words import Dictionary
from bot.delivery.pacer import Pacer
from bot.delivery.pacing import Rates
from bot.links import Links
from bot.ports import Clock, Files
from bot.settings import Settings
from bot.transcripts import StoredLanguages, StoredTranscript
from handlers.turn import Services
from storage.sealing import derive
from storage.unit import SqlUnits


def named(services: Services, settings: Settings, telegram: TelegramConnection | None) -> Services:
    """With the admins of the settings, and our name on Telegram once it is known."""
    admins = frozenset(settings.admin_ids)
    if telegram is None:
        return replace(services, admins=admins)
    channel = telegram.channel
    return replace(services, admins=admins, username=lambda: channel.username)


def seals(secret: str, settings: Settings) -> Seals:
    """A page shows who it is under the secret of before, too, until it has a new cookie."""
    old = [settings.secret_key_old.get_secret_value()] if settings.secret_key_old else []
    return Seals(*(derive(each, "web-sessions") for each in (secret, *old)))


def web_channels(
    units: SqlUnits, files: Files, services: Services, seals: Seals, clock: Clock
) -> dict[str, WebChannel]:
    transcript = StoredTranscript(units, clock)
    words = Dictionary(services.catalogs, StoredLanguages(units))
    return {
        account: WebChannel(
            account,
            transcript=transcript,
            files=files,
            words=words,
            seals=seals,
            clock=clock,
        )
        for account in ("web", "text")
    }


def links(settings: Settings, telegram: TelegramConnection | None) -> Links:
    if telegram is None:
        return Links(settings.web_url)
    channel = telegram.channel
    return Links(settings.web_url, lambda: channel.username)


def pacer(settings: Settings) -> Pacer:
    rates = Rates(settings.rate_overall, settings.rate_chat, settings.rate_group)
    return Pacer(rates, group=lambda ref: ref.startswith("-"))


def telegram(settings: Settings, clock: Clock, files: Files) -> TelegramConnection | None:
    if settings.bot_token is None:
        return None
    hook = None
    if settings.webhook_url and settings.webhook_secret:
        hook = Hook(settings.webhook_url, settings.webhook_secret.get_secret_value())
    return TelegramConnection(
        settings.bot_token.get_secret_value(),
        api_url=settings.bot_api_url,
        proxy_url=settings.proxy_url.get_secret_value() if settings.proxy_url else None,
        clock=clock,
        hook=hook,
        files=files,
    )


def rival(telegram: TelegramConnection | None) -> Callable[[], bool]:
    """Whether another program polls with our token."""
    return lambda: telegram is not None and telegram.status.rival
