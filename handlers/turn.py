"""What a handler is given: one turn of a conversation, and the services of the house."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.buttons import Button
from bot.drafts import Draft
from bot.incoming import Action
from bot.links import Links
from bot.people import Actor
from bot.permissions import Permission
from bot.ports import Unit
from bot.screen import Screen
from content.areas import Areas
from content.calendar import Calendar
from content.catalog import Catalog, Catalogs
from content.packs import Packs
from content.search import Search


@dataclass(frozen=True, slots=True)
class Services:
    """Read-only, made once by the roof. `operator` and `contact`: who runs this, and how to ask."""

    packs: Packs
    areas: Areas
    search: Search
    catalogs: Catalogs
    standing: dict[str, Button]
    calendar: Calendar
    operator: str
    contact: str
    links: Links = field(default_factory=Links)
    # invitations: Telegram ids that are admins from the start; our name there, once it is known
    admins: frozenset[str] = frozenset()
    username: Callable[[], str] = lambda: ""


@dataclass(frozen=True, slots=True)
class OldButton:
    """A code that no longer decodes."""


@dataclass(frozen=True, slots=True)
class NoSuchNumber:
    """A number that is not in the list on the screen."""

    number: str


@dataclass(frozen=True, slots=True)
class Invited:
    """A deep link that names an invitation."""

    token: str


Meant = Action | Button | OldButton | NoSuchNumber | Invited


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing a person did. `meant` is the button a typed answer stands for, or the action;
    `message` the channel's name for what they sent, `replied` for what of ours it answers.
    """

    actor: Actor
    action: Action
    meant: Meant
    draft: Draft | None
    catalog: Catalog
    now: datetime
    group: bool = False
    message: str = ""
    replied: str = ""

    @property
    def vouched(self) -> bool:
        """Whether the channel tells whose phone number a contact is."""
        return self.actor.address.account.startswith("telegram")


Handler = Callable[[Turn, Unit, Services], Awaitable[Screen | None]]
"""Returns the one screen to show, or None for a deliberate silence."""


@dataclass(frozen=True, slots=True)
class Route:
    """`on`: command names, or the type of a button, an action or a draft that takes free text."""

    on: str | type
    handler: Handler
    permission: Permission
