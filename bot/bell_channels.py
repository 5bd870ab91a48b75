"""The one-way channels that the settings name, and the bells behind them. Part of the roof."""

from __future__ import annotations

from bot.bells import HOOK, HOOK_ADDRESS, MAIL, Bell, read_bells
from bot.channels.oneway.channel import OneWayChannel
from bot.channels.oneway.hook import Hook
from bot.channels.oneway.mail import Mail
from bot.oneway import read_server
from bot.ports import Channel, Clock
from bot.settings import Settings


def channels(settings: Settings, clock: Clock) -> list[Channel]:
    found: list[Channel] = []
    if settings.smtp_url:
        server = read_server(settings.smtp_url.get_secret_value())
        found.append(OneWayChannel(MAIL, Mail(server, clock).say))
    if settings.alert_hook_url and settings.alert_hook_secret:
        secret = settings.alert_hook_secret.get_secret_value()
        url = settings.alert_hook_url.get_secret_value()
        found.append(OneWayChannel(HOOK, Hook(url, secret, clock).say))
    return found


def bells(settings: Settings) -> tuple[Bell, ...]:
    hook = (Bell(HOOK_ADDRESS),) if settings.alert_hook_url else ()
    return (*(read_bells(settings.alert_mail_to) if settings.smtp_url else ()), *hook)
