"""The shared Protocols between the columns: what ingress, worker and channels ask of each other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from bot.incoming import Address, Incoming
from bot.screen import Screen

if TYPE_CHECKING:  # the nouns themselves import this module
    from bot.accounts import AccountsRepository
    from bot.alarms import AlarmsRepository
    from bot.audiences import AudiencesRepository
    from bot.audit import AuditRepository
    from bot.broadcasts.memory import BroadcastsRepository
    from bot.casework_memory import CaseworkRepository
    from bot.consents import ConsentsRepository
    from bot.data import DataRepository
    from bot.deliveries import DeliveriesRepository
    from bot.drafts_memory import DraftsRepository
    from bot.duty import DutyRepository
    from bot.errands import ErrandsRepository
    from bot.files import FilesRepository
    from bot.floods import FloodsRepository
    from bot.grants import GrantsRepository
    from bot.groups import GroupsRepository
    from bot.guidance import GuidanceRepository
    from bot.inbox import InboxRepository
    from bot.invitations import InvitationsRepository
    from bot.ledger import LedgerRepository
    from bot.menus import MenusRepository
    from bot.moving import MovingRepository
    from bot.numbers import NumbersRepository
    from bot.people import PeopleRepository
    from bot.posters import PostersRepository
    from bot.reports.memory import ReportsRepository
    from bot.resting import Rested
    from bot.retention import RetentionRepository
    from bot.rounds import RoundsRepository
    from bot.traces import TracesRepository
    from bot.transcripts import TranscriptRepository
    from bot.watches import WatchesRepository

Clock = Callable[[], datetime]
"""Returns the present as an aware UTC datetime; the only source of `now`."""


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as received: `update` is unique per account, `chat` orders, `payload` is JSON."""

    account: str
    update: str
    chat: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do. `longest_text` in UTF-16 units."""

    buttons: bool = True
    edits: bool = True
    location: bool = True
    contact: bool = True
    voice: bool = True
    proactive: bool = True
    longest_text: int = 4096


Saying = Callable[[Address], Awaitable[str]]
"""Says one screen, made ready beforehand, to one address; returns the channel's id of the message.
Raises the errors of bot.errors."""


class Ingress(Protocol):
    """Takes updates in for good: when `accept` returns they are committed."""

    async def accept(self, updates: Sequence[RawUpdate]) -> None:
        """Store all, in one transaction; redeliveries do nothing.

        Raises bot.errors.Unavailable when they could not be committed: do not acknowledge.
        """
        ...


class Outlet(Protocol):
    """The way out of one account: all that whoever sends to many needs of its channel."""

    @property
    def account(self) -> str: ...

    def saying(self, screen: Screen) -> Saying:
        """The screen, made ready once to be said to many."""
        ...

    async def correct(self, address: Address, message: str, screen: Screen) -> None:
        """Put `screen` in the place of a message sent before. Raises as `show` does."""
        ...

    async def withdraw(self, address: Address, message: str) -> None:
        """Delete a message sent before. Raises as `show` does."""
        ...

    def present(self) -> Sequence[Address]:
        """Whose page is open now, where nothing can be pushed (not `capabilities.proactive`)."""
        ...


class Channel(Outlet, Protocol):
    """One account on one channel."""

    @property
    def capabilities(self) -> Capabilities: ...

    def read(self, payload: dict[str, Any]) -> Incoming | None:
        """What the person did; None = deliberate silence. Raises bot.errors.Unreadable."""
        ...

    async def show(
        self, address: Address, screen: Screen, *, answering: Incoming | None = None
    ) -> str:
        """Send or edit one message. `answering` is what it answers, if anything. Returns the
        channel's id of the message, "" when it gives none.

        Raises the errors of bot.errors; never anything of the channel's own library.
        """
        ...

    async def fetch(self, file: str) -> tuple[str, bytes]:
        """Media type and bytes of a file that a person sent here. Raises Gone when it cannot be had
        for good, else the errors of `show`.
        """
        ...

    async def confirm(self, answering: Incoming, note: str) -> None:
        """Let a press look answered, with `note`, before its screen's turn comes. Not paced: it
        costs nothing. Raises nothing that matters.
        """
        ...

    async def acknowledge(self, answering: Incoming) -> None:
        """Answer a press when there is no screen to show. Raises nothing that matters."""
        ...


class Files(Protocol):
    """Media that people sent or a broadcast carries (sealed)."""

    async def put(self, name: str, kind: str, data: bytes, *, owner: Address) -> str:
        """Keep the bytes for good, found again when their owner is erased; returns an opaque id."""
        ...

    async def get(self, file: str) -> tuple[str, bytes] | None:
        """Media type and bytes, or None when gone."""
        ...

    async def name_at(self, account: str, file: str) -> str | None:
        """What the channel account calls the file since it was uploaded there."""
        ...

    async def rename_at(self, account: str, file: str, name: str | None) -> None:
        """Remember that; None: the account does not know it any more."""
        ...


class Languages(Protocol):
    """How to speak to somebody in the words that a channel has of its own."""

    async def of(self, address: Address) -> str:
        """The language set at this address, "" for a stranger. Raises bot.errors.Unavailable."""
        ...


class Unit(Protocol):
    """The repositories of one transaction."""

    @property
    def accounts(self) -> AccountsRepository: ...

    @property
    def alarms(self) -> AlarmsRepository: ...

    @property
    def audit(self) -> AuditRepository: ...

    @property
    def audiences(self) -> AudiencesRepository: ...

    @property
    def broadcasts(self) -> BroadcastsRepository: ...

    @property
    def casework(self) -> CaseworkRepository: ...

    @property
    def consents(self) -> ConsentsRepository: ...

    @property
    def drafts(self) -> DraftsRepository: ...

    @property
    def duty(self) -> DutyRepository: ...

    @property
    def errands(self) -> ErrandsRepository: ...

    @property
    def files(self) -> FilesRepository: ...

    @property
    def grants(self) -> GrantsRepository: ...

    @property
    def groups(self) -> GroupsRepository: ...

    @property
    def posters(self) -> PostersRepository: ...

    @property
    def guidance(self) -> GuidanceRepository: ...

    @property
    def inbox(self) -> InboxRepository: ...

    @property
    def invitations(self) -> InvitationsRepository: ...

    @property
    def ledger(self) -> LedgerRepository: ...

    @property
    def deliveries(self) -> DeliveriesRepository: ...

    @property
    def floods(self) -> FloodsRepository: ...

    @property
    def menus(self) -> MenusRepository: ...

    @property
    def numbers(self) -> NumbersRepository: ...

    @property
    def people(self) -> PeopleRepository: ...

    @property
    def reports(self) -> ReportsRepository: ...

    @property
    def rounds(self) -> RoundsRepository: ...

    @property
    def traces(self) -> TracesRepository: ...

    @property
    def transcripts(self) -> TranscriptRepository: ...

    @property
    def watches(self) -> WatchesRepository: ...

    @property
    def data(self) -> DataRepository: ...

    @property
    def moving(self) -> MovingRepository: ...

    @property
    def retention(self) -> RetentionRepository: ...


class Posted(StrEnum):
    """What a unit can write down for somebody else to do after its commit."""

    LETTER = "letter"
    ERRAND = "errand"
    BROADCAST = "broadcast"


class Units(Protocol):
    """Opens units of work: one transaction each, rolled back unless it ends cleanly. Both raise
    bot.errors.Unavailable when the database cannot serve now.
    """

    def __call__(self) -> AbstractAsyncContextManager[Unit]: ...

    def reading(self) -> AbstractAsyncContextManager[Unit]: ...

    async def tidy(self) -> bool:
        """Leave nothing erased in the database's own log; False when it could not be done now."""
        ...

    async def rest(self) -> Rested:
        """Write anew what would keep erased bytes; for the night. Raises as opening does."""
        ...
