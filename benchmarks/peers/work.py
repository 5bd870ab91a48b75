"""The work that every peer does per update, and the words it answers with.

SQLite straight from the standard library, the cheapest way there is: no inbox, no sealing, no ORM.
One select and one upsert per person, committed before the answer goes out.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime

from benchmarks.words import WORDS

MENU: str = WORDS["peers"]["menu"]
KEYS: list[list[str]] = WORDS["peers"]["keys"]
NOTED: str = WORDS["peers"]["noted"]

# storage.engine.PRAGMAS, written out so that a peer does not load SQLAlchemy for them
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "trusted_schema=OFF",
)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS people (chat INTEGER PRIMARY KEY, language, shown, seen_at);
CREATE TABLE IF NOT EXISTS questions (id INTEGER PRIMARY KEY, chat, text, asked_at);
"""
_UPSERT = """
INSERT INTO people VALUES (:chat, 'vi', :shown, :now)
ON CONFLICT (chat) DO UPDATE SET shown = :shown, seen_at = :now
"""
_NOTE = "INSERT INTO questions (chat, text, asked_at) VALUES (:chat, :text, :now)"


class Store:
    def __init__(self, file: str) -> None:
        self._database = sqlite3.connect(file, isolation_level=None)
        for pragma in _PRAGMAS:
            self._database.execute(f"PRAGMA {pragma}")
        self._database.executescript(_SCHEMA)

    def answer(self, chat: int, text: str) -> str:
        """Commit what the update means; returns what to say. Words but commands are kept."""
        now = datetime.now(UTC).isoformat()
        execute = self._database.execute
        execute("BEGIN IMMEDIATE")
        execute("SELECT language, shown FROM people WHERE chat = :chat", {"chat": chat}).fetchone()
        execute(_UPSERT, {"chat": chat, "shown": json.dumps(KEYS), "now": now})
        if not text.startswith("/"):
            execute(_NOTE, {"chat": chat, "text": text, "now": now})
        execute("COMMIT")
        return MENU if text.startswith("/") else NOTED
