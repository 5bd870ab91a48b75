"""Where bells are handed over: what SMTP_URL and ALERT_HOOK_URL say. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """`tls`: from the start, else by STARTTLS unless `here`: only this machine is spoken to in
    the clear.
    """

    host: str
    port: int
    tls: bool
    here: bool
    user: str
    password: str
    sender: str


def read_server(url: str) -> MailServer:
    """smtps://user:password@host:465 or smtp://user:password@host:587, `?from=` names the sender.

    Raises ValueError.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("needs smtps://user:password@host:465 or smtp://user:password@host:587")
    user = unquote(parts.username or "")
    sender = parse_qs(parts.query).get("from", [user])[0]
    if "@" not in sender:
        raise ValueError("needs ?from=bot@example.vn at the end: the user is no mail address")
    return MailServer(
        parts.hostname,
        parts.port or _PORTS[parts.scheme],
        parts.scheme == "smtps",
        is_here(parts.hostname),
        user,
        unquote(parts.password or ""),
        sender,
    )


def safe_hook(url: str) -> bool:
    """Encrypted on its way, unless it does not leave this machine."""
    parts = urlsplit(url)
    if not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_here(parts.hostname))


def is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
