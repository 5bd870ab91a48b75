"""Who is asking: a random session name in a signed cookie, and what else is signed for it.

The server keeps no table of sessions: a name is genuine when its signature is. The same name is
the `ref` of the person's Address, so it is personal data.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

YEAR_S = 365 * 24 * 3600

Admit = Callable[[str | None], str]
"""Given the session of a genuine cookie (None without one), the session this visitor has."""


def own_session(session: str | None) -> str:
    """Everyone keeps their own session; a newcomer gets a new one of 128 random bits."""
    return session or secrets.token_hex(16)


class Seals:
    """Signatures under one key, a purpose each, so that none can stand in for another."""

    def __init__(self, key: bytes, *older: bytes) -> None:
        """`older`: keys of before, under which a page may still show who it is."""
        if len(key) < 32:
            raise ValueError("the session key needs at least 32 bytes")
        self._key = key
        self._older = older

    def cookie(self, session: str) -> str:
        return f"{session}~{self._sign('cookie', session)}"

    def opened(self, cookie: str) -> str | None:
        """The session that a cookie names, or None when we did not sign it."""
        session, _, signature = cookie.rpartition("~")
        keys = (self._key, *self._older)
        genuine = any(same(signature, _signed(key, "cookie", session)) for key in keys)
        return session if session and genuine else None

    def csrf(self, session: str) -> str:
        """What a POST must carry: only a page of ours can have read it."""
        return self._sign("csrf", session)

    def media(self, session: str, file: str) -> str:
        """Lets one session see one file: the one that sent it, or was shown it."""
        return self._sign("media", session, file)

    def _sign(self, *parts: str) -> str:
        return _signed(self._key, *parts)


def _signed(key: bytes, *parts: str) -> str:
    # The lengths keep ("ab", "c") and ("a", "bc") apart.
    message = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(key, message.encode(errors="replace"), sha256).hexdigest()


def same(given: str, expected: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())


def base_path(request: Request) -> str:
    return f"{request.scope.get('root_path', '').rstrip('/')}/"


def cookie_name(base: str) -> str:
    """One name per mount: a cookie of / must not hide that of /official/."""
    return f"antoan{base.rstrip('/').replace('/', '.')}"


def current(request: Request, seals: Seals, admit: Admit) -> str | None:
    """The session that this request may act for, or None."""
    session = seals.opened(request.cookies.get(cookie_name(base_path(request)), ""))
    return session if session and admit(session) == session else None


def keep(response: Response, request: Request, seals: Seals, admit: Admit) -> None:
    """Give the visitor the session they have; each visit makes it last a year more."""
    base = base_path(request)
    session = seals.opened(request.cookies.get(cookie_name(base), ""))
    response.set_cookie(
        cookie_name(base),
        seals.cookie(admit(session)),
        max_age=YEAR_S,
        path=base,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
