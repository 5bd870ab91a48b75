"""Sealing: what is stored opens only here, in its own column and row, with its own key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.app import App, build
from bot.settings import Settings
from storage.engine import open_engine
from storage.sealing import Vault, WrongKey, derive, load_secret, new_id
from storage.unit import SqlUnits
from tests.world import SECRET

VAULT = Vault(SECRET)
OTHER = "another secret, also of forty characters"
ROW, COLUMN = new_id(), "people.name"


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_what_is_sealed_opens(value: bytes) -> None:
    assert VAULT.open(COLUMN, ROW, VAULT.seal(COLUMN, ROW, value)) == value


def test_a_seal_is_bound_to_column_row_and_key() -> None:
    sealed = VAULT.seal(COLUMN, ROW, b"An")
    elsewhere = [(VAULT, "people.ref", ROW), (VAULT, COLUMN, new_id()), (Vault(OTHER), COLUMN, ROW)]
    for vault, column, row in elsewhere:
        with pytest.raises(WrongKey):
            vault.open(column, row, sealed)


def test_no_byte_can_be_changed_and_none_is_missed() -> None:
    sealed = VAULT.seal(COLUMN, ROW, b"An")
    changed = [sealed[:i] + bytes([sealed[i] ^ 1]) + sealed[i + 1 :] for i in range(len(sealed))]
    shortened = [sealed[:length] for length in range(len(sealed))]
    for spoilt in [*changed, *shortened, sealed + b"\0"]:
        with pytest.raises(WrongKey):
            VAULT.open(COLUMN, ROW, spoilt)


def test_equal_values_do_not_look_equal() -> None:
    first, second = (VAULT.seal(COLUMN, ROW, b"An") for _ in range(2))
    assert first != second
    assert b"An" not in first


def test_names_are_keyed_and_kept_apart() -> None:
    names = [
        VAULT.name("chat", "web", "1"),
        VAULT.name("address", "web", "1"),
        VAULT.name("chat", "web1", ""),
        Vault(OTHER).name("chat", "web", "1"),
    ]
    assert len(set(names)) == len(names)
    assert VAULT.name("chat", "web", "1") == names[0]


def test_keys_of_different_purposes_differ() -> None:
    assert len({derive(SECRET, "seal-1"), derive(SECRET, "lookup"), derive(OTHER, "seal-1")}) == 3


def test_the_secret_is_made_once_and_for_us_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret.key"
    made = load_secret(path)
    assert len(made) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_secret(path) == made


@pytest.mark.parametrize("left", ["", "\n", "short"])
def test_a_secret_cut_off_while_it_was_made_is_not_used(tmp_path: Path, left: str) -> None:
    """A crash between making and writing the file must not seal with an empty key."""
    path = tmp_path / "secret.key"
    path.write_text(left)
    with pytest.raises(WrongKey):
        load_secret(path)


async def test_another_key_refuses_to_start(database_url: str, tmp_path: Path) -> None:
    engine = open_engine(database_url)
    async with SqlUnits(engine, VAULT)() as unit:
        await unit.accounts.check_seal()
    await engine.dispose()
    with pytest.raises(WrongKey):
        async with _app(database_url, tmp_path, OTHER).running():
            raise AssertionError("it runs")
    async with _app(database_url, tmp_path, SECRET).running():
        pass  # with its own key the same database serves


def _app(url: str, folder: Path, secret: str) -> App:
    values = {"database_url": url, "secret_key": SecretStr(secret), "var": folder}
    return build(Settings(_env_file=None, bot_token=None, web_listen=None, **values))  # type: ignore[arg-type]
