"""Catalogs: every sentence the bot says, by symbolic id, in every language.

A catalog is a gettext file read by Babel; Vietnamese is a catalog like any other. Sentences are
whole, with named holes `{like_this}`; a missing id or hole raises instead of showing a gap. Phone
numbers fill themselves from figures.yaml: `{ambulance}` is the figure `phone.ambulance`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from content import figures
from content.html import Html

LANGUAGES = ("vi", "en")
_PHONE = "phone."


class MissingMessage(KeyError):
    """No such id in this catalog: a mistake of ours that a test finds."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The sentences of one language; `phones` are the numbers every sentence may name."""

    language: str
    messages: Mapping[str, Html]
    phones: Mapping[str, str]

    def text(self, message: str, **holes: object) -> Html:
        """A sentence to show; holes are escaped unless they are Html."""
        return self._message(message).fill(**{**self.phones, **holes})

    def label(self, message: str, **holes: object) -> str:
        """A plain label for a button, a command or a page."""
        return self.text(message, **holes).plain

    def _message(self, message: str) -> Html:
        try:
            return self.messages[message]
        except KeyError:
            raise MissingMessage(f"{message} ({self.language})") from None


Catalogs = Mapping[str, Catalog]


def load(root: Path) -> Catalogs:
    """All catalogs below the content folder `root`.

    Raises OSError or ValueError when one cannot be read.
    """
    known, _ = figures.load(root, {})
    phones = {
        name.removeprefix(_PHONE): figure.value
        for name, figure in known.items()
        if name.startswith(_PHONE)
    }
    return {language: _load(root, language, phones) for language in LANGUAGES}


def _load(root: Path, language: str, phones: Mapping[str, str]) -> Catalog:
    path = root / "locale" / language / "LC_MESSAGES" / "bot.po"
    try:
        with path.open("rb") as file:
            po = read_po(file, locale=language, abort_invalid=True)
    except PoFileError as broken:
        raise ValueError(f"{path}: {broken}") from None
    found = [message for message in po if message.id and message.string]
    messages = {str(message.id): Html.reviewed(str(message.string)) for message in found}
    return Catalog(language, messages, phones)
