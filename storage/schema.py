"""All tables: importing this module is what makes `metadata` complete."""

from storage import (
    accounts,
    audit,
    consents,
    drafts,
    files,
    grants,
    guidance,
    holds,
    inbox,
    ledger,
    moving,
    people,
    requests,
    transcripts,
)
from storage.rows import metadata

__all__ = ["metadata"]

TABLES = (
    accounts,
    audit,
    consents,
    drafts,
    files,
    grants,
    guidance,
    holds,
    inbox,
    ledger,
    moving,
    people,
    requests,
    transcripts,
)
