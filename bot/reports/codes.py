"""Case codes, `TN-26-7K3Q9`: easy to read out, hard to guess, and never enough to open a case."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
LENGTH = 5
PREFIXES = {
    "accident": "TN",
    "death": "TN",
    "hazard": "NC",
    "near_miss": "NC",
    "petition": "GY",
    "callback": "GY",
}
_LOOKS_ALIKE = str.maketrans("OIL", "011")
_CODE = re.compile(rf"(TN|NC|GY)(\d\d)([{ALPHABET}]{{{LENGTH}}})")


def new_code(kind: str, now: datetime) -> str:
    """`kind` is a bot.reports.Kind; 2^25 codes a year and prefix, from a CSPRNG."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{PREFIXES[kind]}-{now:%y}-{letters}"


def read_code(typed: str) -> str | None:
    """The code in what somebody typed, None when it cannot be one."""
    plain = re.sub(r"[\s.–-]", "", typed).upper()
    found = _CODE.fullmatch(plain[:4] + plain[4:].translate(_LOOKS_ALIKE))
    return f"{found[1]}-{found[2]}-{found[3]}" if found else None
