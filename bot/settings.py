"""Settings: environment variables `ANTOAN_*`, also read from `.env`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.bells import read_bells
from bot.oneway import read_server, safe_hook

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Settings(BaseSettings):
    """Every setting of an installation. One of `bot_token` and `web_listen` is required."""

    model_config = SettingsConfigDict(
        env_prefix="ANTOAN_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    bot_token: SecretStr | None = None
    bot_api_url: str = "https://api.telegram.org"
    web_listen: str | None = None
    web_url: str = ""
    database_url: str = "sqlite+aiosqlite:///var/antoan.db"
    secret_key: SecretStr | None = None
    secret_key_old: SecretStr | None = None
    admin_ids: Annotated[tuple[str, ...], NoDecode] = ()
    operator_name: str = "An Toàn Bot"
    operator_contact: str = ""
    timezone: str = "Asia/Ho_Chi_Minh"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str = "127.0.0.1:8080"
    rate_overall: int = Field(default=30, ge=1, description="most sends a second")
    rate_chat: float = Field(default=1.0, gt=0, description="most a second to one chat")
    rate_group: int = Field(default=20, ge=1, description="most a minute to one group")
    proxy_url: SecretStr | None = None
    smtp_url: SecretStr | None = Field(
        default=None,
        description="smtps://user:password@host:465, where bells by mail are handed in",
    )
    alert_mail_to: str = Field(
        default="", description="duty@example.vn, 00004=commune@example.vn: mailboxes of bells"
    )
    alert_hook_url: SecretStr | None = Field(
        default=None, description="called when a red alert is not taken, for SMS or calls"
    )
    alert_hook_secret: SecretStr | None = Field(
        default=None, description="the key that signs what the hook is told, 32 characters or more"
    )
    log_format: Literal["text", "json"] = "text"
    var: Path = Field(default=Path("var"), description="where keys made by us are kept")

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("is not a bot token; copy it whole from @BotFather")
        return value

    @field_validator("secret_key")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 32:
            raise ValueError("needs at least 32 characters")
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("web_url")
    @classmethod
    def _page(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("needs http:// or https://")
        return value.rstrip("/")

    @field_validator("bot_api_url")
    @classmethod
    def _root(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("needs http:// or https://")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("needs sqlite+aiosqlite:///FILE or postgresql+asyncpg://…")
        try:
            make_url(value)
        except (ValueError, ArgumentError):
            raise ValueError("is not a whole address; a password's signs need %-codes") from None
        return value

    @field_validator("listen", "web_listen")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None:
            listen_at(value)
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("is not a time zone name, for example Asia/Ho_Chi_Minh") from None
        return value

    @field_validator("smtp_url")
    @classmethod
    def _smtp(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            read_server(value.get_secret_value())
        return value

    @field_validator("alert_mail_to")
    @classmethod
    def _mailboxes(cls, value: str) -> str:
        read_bells(value)
        return value

    @field_validator("alert_hook_url")
    @classmethod
    def _hook(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not safe_hook(value.get_secret_value()):
            raise ValueError("needs https:// (http:// only on this machine)")
        return value

    @model_validator(mode="after")
    def _bells(self) -> Self:
        if self.smtp_url and not self.alert_mail_to:
            raise ValueError("ANTOAN_ALERT_MAIL_TO needs the mailboxes to write to")
        secret = self.alert_hook_secret.get_secret_value() if self.alert_hook_secret else ""
        if self.alert_hook_url and len(secret) < 32:
            raise ValueError("ANTOAN_ALERT_HOOK_SECRET needs at least 32 characters")
        return self

    @model_validator(mode="after")
    def _webhook(self) -> Self:
        if self.webhook_url is None:
            return self
        if not self.webhook_url.startswith("https://"):
            raise ValueError("ANTOAN_WEBHOOK_URL needs https://")
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        if not _WEBHOOK_SECRET.fullmatch(secret):
            raise ValueError("ANTOAN_WEBHOOK_SECRET needs 1-256 characters of A-Z a-z 0-9 _ -")
        return self


def listen_at(value: str) -> tuple[str, int]:
    """Host and port of `HOST:PORT`. Raises ValueError."""
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise ValueError("needs HOST:PORT, for example 0.0.0.0:8080")
    return host.strip("[]"), int(port)
