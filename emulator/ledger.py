"""All that the emulator accepted, in order, for as long as the process lives.

With a file, every line is also appended there as JSON for a checker in another process.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from emulator.values import Json, encoded


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted call; `time` is the emulator's clock."""

    time: float
    method: str
    chat_id: int | None
    message_id: int | None
    parameters: Json

    def as_json(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__}


class Ledger:
    """`entries` is the truth; the methods are questions about it."""

    def __init__(self, file: Path | None = None) -> None:
        self.entries: list[Entry] = []
        self._path = file
        self._file: FileIO | None = None

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        if self._path:
            self._file = self._file or FileIO(self._path, "ab")
            self._file.write(encoded(entry.as_json()) + b"\n")

    def of(self, method: str | None = None, chat_id: int | None = None) -> list[Entry]:
        return [
            entry
            for entry in self.entries
            if method in (None, entry.method) and chat_id in (None, entry.chat_id)
        ]

    def count(self, method: str | None = None, chat_id: int | None = None) -> int:
        return len(self.of(method, chat_id))

    def texts(self, chat_id: int) -> list[str]:
        """Every text or caption that was sent or edited into this chat."""
        given = [entry.parameters for entry in self.entries if entry.chat_id == chat_id]
        return [p.get("text") or p["caption"] for p in given if p.get("text") or p.get("caption")]

    def busiest_second(self, method: str = "sendMessage") -> int:
        """The most calls of one method in any second, to hold against a limit."""
        times = [entry.time for entry in self.entries if entry.method == method]
        best = first = 0
        for last, time in enumerate(times):
            while times[first] <= time - 1:
                first += 1
            best = max(best, last - first + 1)
        return best

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
