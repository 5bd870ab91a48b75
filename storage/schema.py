"""All tables: importing this module is what makes `metadata` complete."""

from storage import accounts, drafts, files, guidance, inbox, people, transcripts
from storage.rows import metadata

__all__ = ["metadata"]

TABLES = (accounts, drafts, files, guidance, inbox, people, transcripts)
