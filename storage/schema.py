"""All tables: importing this module is what makes `metadata` complete."""

from storage import (
    accounts,
    alarms,
    audit,
    consents,
    drafts,
    duty,
    errands,
    files,
    grants,
    groups,
    guidance,
    holds,
    inbox,
    invitations,
    ledger,
    moving,
    numbers,
    people,
    posters,
    report_rows,
    requests,
    transcripts,
)
from storage.rows import metadata

__all__ = ["metadata"]

TABLES = (
    accounts,
    alarms,
    audit,
    consents,
    drafts,
    duty,
    errands,
    files,
    grants,
    groups,
    guidance,
    holds,
    inbox,
    invitations,
    ledger,
    moving,
    numbers,
    people,
    posters,
    report_rows,
    requests,
    transcripts,
)
