"""Traces: which messages went to and from a chat, by the channel's own names for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.incoming import Address
from storage.inbox import inbox
from storage.ledger.tables import deliveries, messages
from storage.people import addresses
from storage.session import Session


class Traces:
    """Satisfies bot.traces.TracesRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def noted(self, address: Address, *, since: datetime) -> Sequence[str]:
        vault = self._session.vault
        chat = vault.name("chat", address.account, address.ref)
        talk = sa.select(inbox.c.heard, inbox.c.said).where(
            inbox.c.chat == chat, inbox.c.done_at > since
        )
        here = addresses.c.name == vault.name("address", address.account, address.ref)
        lately = sa.or_(messages.c.finished_at.is_(None), messages.c.finished_at > since)
        mine = sa.and_(
            deliveries.c.message_id == messages.c.id,
            deliveries.c.person_id == addresses.c.person_id,
            deliveries.c.address_id == addresses.c.id,
        )
        letters = (
            sa.select(sa.literal(None).label("heard"), deliveries.c.said)
            .select_from(addresses)
            .join(messages, lately)
            .join(deliveries, mine)
            .where(here, deliveries.c.settled_at > since)
        )
        rows = [
            row for query in (talk, letters) for row in (await self._session.execute(query)).all()
        ]
        return [number for row in rows for number in row if number]
