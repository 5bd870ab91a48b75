"""Every table that tells something about a person, and every one that does not, with the reason.

A contract test compares this page with all tables there are, so no new one can be forgotten.
"""

from __future__ import annotations

from storage import (
    audiences,
    broadcasts,
    consents,
    drafts,
    duty,
    errands,
    files,
    grants,
    groups,
    holds,
    inbox,
    invitations,
    ledger,
    moving,
    people,
    report_holding,
    requests,
    rounds,
    transcripts,
)
from storage.holding import Holding

# In the order of erasing: what points at addresses before them, what points at people before
# them, what stands on a grant before the grants.
HOLDINGS: tuple[Holding, ...] = (
    audiences.HOLDING,
    broadcasts.HOLDING,
    consents.HOLDING,
    drafts.HOLDING,
    duty.HOLDING,
    errands.HOLDING,
    files.HOLDING,
    grants.HOLDING,
    groups.HOLDING,
    holds.HOLDING,
    inbox.HOLDING,
    invitations.HOLDING,
    ledger.HOLDING,
    moving.HOLDING,
    report_holding.HOLDING,
    requests.HOLDING,
    rounds.HOLDING,
    transcripts.HOLDING,
    people.ADDRESSES,
    people.HOLDING,
)

# The tables without a person, and why they need none.
UNLINKED: dict[str, str] = {
    "accounts": "our own accounts on the channels",
    "alarms": "what is wrong with the bot itself",
    "audit": "bare numbers of people; the number of somebody erased leads to nobody",
    "channels": "our own accounts, and which process sends for each",
    "claims": "names of rounds, codes of areas, times",
    "consent_proofs": "which words were agreed to and when; by whom is erased",
    "drills": "a place and a month; who was asked is in drill_answers",
    "facts": "one sealed sample that tells whether the key is the right one",
    "heaps": "numbers of cases and messages, codes of areas",
    "message_contents": "what was said, to whom is in deliveries; goes with its last reader",
    "message_legs": "only counts: how many of a message's readers ended how",
    "message_results": "only counts: place, jobs, outcome",
    "numbers": "the phones of public offices; who entered one stands in the audit log",
    "poster_visits": "only counts: day, place, job, source",
    "questions": "nobody's name; the words go after 90 days",
    "ratings": "nobody's name; the words go after a year",
    "reasons": "why something was not sent, in the channel's words; whose is in deliveries",
    "watch_letters": "numbers of cases and messages",
    "watches": "numbers of cases and times; whose is in cases",
}
