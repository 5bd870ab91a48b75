"""Settings: whatever is wrong, one line names it, and the exit code is 2."""

from __future__ import annotations

from pathlib import Path
from socket import create_server

import pytest
from pydantic import SecretStr, ValidationError

from bot.cli.common import read_settings
from bot.settings import Settings, listen_at
from tests.cli.commands import antoan

TOKEN = "123456:" + "A" * 35
HOOK = "https://bot.example.vn"
WRONG: dict[str, dict[str, str]] = {
    "ANTOAN_BOT_TOKEN is not": {"bot_token": "secret-token"},
    "ANTOAN_SECRET_KEY needs": {"secret_key": "secret-short"},
    "ANTOAN_BOT_API_URL needs": {"bot_api_url": "ftp://a"},
    "ANTOAN_DATABASE_URL needs": {"database_url": "mysql://root:secret-pass@a/b"},
    "ANTOAN_DATABASE_URL is not": {"database_url": "postgresql+asyncpg://a:secret-p@b:x/c"},
    "ANTOAN_WEB_LISTEN needs": {"web_listen": "8080"},
    "ANTOAN_LISTEN needs": {"listen": "a:99999"},
    "ANTOAN_TIMEZONE is not": {"timezone": "Asia/Saigon2"},
    "ANTOAN_WEBHOOK_URL needs": {"webhook_url": "http://a", "webhook_secret": "x"},
    "ANTOAN_WEBHOOK_SECRET needs": {"webhook_url": HOOK, "webhook_secret": "secret khoảng"},
    "ANTOAN_RATE_OVERALL": {"rate_overall": "0"},
    "ANTOAN_RATE_CHAT": {"rate_chat": "0"},
    "ANTOAN_RATE_GROUP": {"rate_group": "many"},
    "ANTOAN_LOG_FORMAT": {"log_format": "xml"},
    "ANTOAN_BOT_TOKEN (Telegram) or ANTOAN_WEB_LISTEN": {},
}


def found_in(code: object, err: str, name: str) -> None:
    """Exit code 2 and one line that names the setting, and repeats nothing secret."""
    complaints = [line for line in err.splitlines() if not line.startswith("timestamp=")]
    assert code == 2, err
    assert len(complaints) == 1, err
    assert complaints[0].startswith("antoan: ")
    assert name in complaints[0]
    assert "secret-" not in err


@pytest.mark.parametrize("name", list(WRONG))
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    name: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for setting in Settings.model_fields:
        monkeypatch.delenv(f"ANTOAN_{setting.upper()}", raising=False)
    for setting, value in WRONG[name].items():
        monkeypatch.setenv(f"ANTOAN_{setting.upper()}", value)
    with pytest.raises(SystemExit) as ended:
        read_settings(channel=True)
    found_in(ended.value.code, capsys.readouterr().err, name)


def test_the_command_ends_with_that_line(tmp_path: Path) -> None:
    ended = antoan(tmp_path, "run", secret_key="secret-short")
    found_in(ended.code, ended.err, "ANTOAN_SECRET_KEY needs")


def test_an_address_that_is_taken_is_named(tmp_path: Path) -> None:
    with create_server(("127.0.0.1", 0)) as listener:
        taken = f"127.0.0.1:{listener.getsockname()[1]}"
        ended = antoan(tmp_path, "run", web_listen=taken)
    found_in(ended.code, ended.err, "ANTOAN_WEB_LISTEN: cannot listen")


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    nowhere = "postgresql+asyncpg://a:secret-pass@127.0.0.1:1/b"
    ended = antoan(tmp_path, "run", web_listen="127.0.0.1:0", database_url=nowhere)
    found_in(ended.code, ended.err, "ANTOAN_DATABASE_URL: ")


def test_a_key_that_was_cut_off_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret.key").touch()
    ended = antoan(tmp_path, "run", web_listen="127.0.0.1:0")
    found_in(ended.code, ended.err, "ANTOAN_SECRET_KEY or var/secret.key")


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]


def test_nothing_set_is_a_sound_default() -> None:
    found = settings(bot_token=None, web_listen=None)
    assert found.database_url == "sqlite+aiosqlite:///var/antoan.db"
    assert found.timezone == "Asia/Ho_Chi_Minh"


def test_lists_and_addresses_are_read() -> None:
    found = settings(admin_ids="12, 13 14", bot_api_url="https://a.vn/", listen="[::1]:80")
    assert found.admin_ids == ("12", "13", "14")
    assert found.bot_api_url == "https://a.vn"
    assert listen_at(found.listen) == ("::1", 80)


def test_secrets_are_not_printed() -> None:
    secret = "a secret of forty characters, for tests only"
    found = settings(bot_token=SecretStr(TOKEN), secret_key=SecretStr(secret))
    assert TOKEN not in repr(found)
    assert secret not in repr(found)


@pytest.mark.parametrize("zone", ["America", "../etc/passwd", "a" * 300, "Asia/Ho Chi Minh"])
def test_a_zone_that_is_none(zone: str) -> None:
    with pytest.raises(ValidationError, match="time zone name"):
        settings(timezone=zone)
