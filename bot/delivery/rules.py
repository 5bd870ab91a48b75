"""What the sender decides: pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.deliveries import Outcome, Tally
from bot.ledger import State

FEWEST_UNDER_WAY = 8
BREATH_SECONDS = 0.03
"""At least so long after a commit comes the next, with all that came meanwhile; unless half of what
is under way has come back. What comes after a silence goes at once.
"""
LONG_WAIT_SECONDS = 5.0
"""Whoever must wait longer is put off in the rows, so that others can go meanwhile."""
LONGEST_PAUSE = timedelta(minutes=5)
MOST_TRIES = 10
TRIES_AT_ONCE = 6
_FIRST_PAUSE_SECONDS = 0.25
_FEWEST = 2


def pause_seconds(failures: int) -> float:
    """Between tries that never left this machine: 0.25, 0.5, 1, … 8 s."""
    return _FIRST_PAUSE_SECONDS * 2.0 ** min(failures, 5)


def put_off(tries: int) -> timedelta:
    """Until a row is tried again: 1, 2, 4, … s, at most 5 minutes."""
    return min(LONGEST_PAUSE, timedelta(seconds=2 ** min(tries, 9)))


def is_wrong(tally: Tally) -> bool:
    """More than one reader in a hundred is refused, so something is wrong with the message itself.

    A letter to one or two cannot be told from a mishap, and has nobody left to be spared.
    """
    return (
        tally.total > _FEWEST
        and tally.rejected >= _FEWEST
        and tally.rejected * 100 > max(tally.ended, 1)
    )


def why_refused(outcomes: Iterable[Outcome], message: int) -> str:
    """Why the first reader of this message was refused it, in the channel's words."""
    mine = (each for each in outcomes if each.delivery.message == message)
    return next(each.reason for each in mine if each.state is State.REJECTED)
