"""Sealing: personal data is unreadable in the file, the backup and the log.

AES-256-GCM; the first byte names the key, the associated data binds a value to its column and to
its row's random id, so a sealed value moved elsewhere does not open. Lookups of an identity use a
keyed hash of it. All keys are derived from one secret by HKDF.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_KEY_ID = 1
_SHORTEST = 32


class WrongKey(Exception):
    """This value was sealed with another key, or for another row or column."""


def derive(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose; different purposes tell nothing about each other."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=b"antoan", info=purpose.encode())
    return kdf.derive(secret.encode())


def load_secret(path: Path) -> str:
    """The secret kept in `path`, made there (0600) at first start.

    Raises WrongKey for a file that a crash cut off while it was made: never seal with a guess.
    """
    if path.exists():
        secret = path.read_text().strip()
        if len(secret) < _SHORTEST:
            raise WrongKey(str(path))
        return secret
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = os.urandom(32).hex()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret + "\n")
    return secret


def new_id() -> bytes:
    """A row's random id: 16 bytes."""
    return os.urandom(16)


class Vault:
    """Seals and opens column values; names people by keyed hash."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(derive(secret, "seal-1"))
        self._lookup = derive(secret, "lookup")

    def seal(self, column: str, row: bytes, value: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        sealed = self._cipher.encrypt(nonce, value, column.encode() + row)
        return bytes([_KEY_ID]) + nonce + sealed

    def open(self, column: str, row: bytes, sealed: bytes) -> bytes:
        """Raises WrongKey when it was not sealed here, for this row and column."""
        if sealed[:1] != bytes([_KEY_ID]):
            raise WrongKey(column)
        nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            return self._cipher.decrypt(nonce, body, column.encode() + row)
        except (InvalidTag, ValueError):  # ValueError: cut off within the nonce
            raise WrongKey(column) from None

    def name(self, *parts: str) -> bytes:
        """16 bytes that find a row by identity without telling the identity."""
        return hmac.digest(self._lookup, "\0".join(parts).encode(), hashlib.sha256)[:16]
