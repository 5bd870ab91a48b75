"""The ledger: messages, sealed, one content a language; and one delivery row per person."""

from storage.ledger.freezing import freeze
from storage.ledger.holding import HOLDING
from storage.ledger.messages import Ledger
from storage.ledger.sending import Deliveries
from storage.ledger.tables import deliveries, messages

__all__ = ["HOLDING", "Deliveries", "Ledger", "deliveries", "freeze", "messages"]
