"""The HTTP hook: one signed JSON document a bell, for a gateway that sends SMS or makes calls.

POST <ALERT_HOOK_URL>
AnToan-Id: <32 hex digits, the same for a copy>
AnToan-Time: <Unix seconds>
AnToan-Signature: sha256=<hex HMAC-SHA-256 of time + "." + body, key ALERT_HOOK_SECRET>

{"id": "…", "text": "AN TOAN: …"}
"""

from __future__ import annotations

import hashlib
import hmac
import json

import aiohttp

from bot.errors import NeverSent, OutcomeUnknown, Rejected, Throttled
from bot.ports import Clock

_TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
_LONGEST_WAIT = 300.0


class Hook:
    """TLS is verified as everywhere; redirects are not followed."""

    def __init__(self, url: str, secret: str, clock: Clock) -> None:
        self._url = url
        self._secret = secret.encode()
        self._clock = clock

    async def say(self, ref: str, text: str) -> str:
        name = hashlib.sha256(f"{ref}\n{text}".encode()).hexdigest()[:32]
        body = json.dumps({"id": name, "text": text}).encode()
        status, wait = await self._post(body, self._headers(name, body))
        if status == 429:
            raise Throttled(wait)
        if status >= 500:
            raise NeverSent(f"the hook answered {status}")
        if not 200 <= status < 300:
            raise Rejected(f"the hook answered {status}")
        return name

    def _headers(self, name: str, body: bytes) -> dict[str, str]:
        time = str(int(self._clock().timestamp()))
        return {
            "Content-Type": "application/json",
            "AnToan-Id": name,
            "AnToan-Time": time,
            "AnToan-Signature": signature(self._secret, time, body),
        }

    async def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, float]:
        """Status, and the seconds to wait when it names some."""
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as session,
                session.post(
                    self._url, data=body, headers=headers, allow_redirects=False
                ) as answer,
            ):
                return answer.status, _seconds(answer.headers.get("Retry-After", ""))
        except aiohttp.ClientConnectorError as failure:
            raise NeverSent(type(failure).__name__) from failure
        except (aiohttp.ClientError, TimeoutError) as failure:
            raise OutcomeUnknown(type(failure).__name__) from failure


def signature(secret: bytes, time: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret, time.encode() + b"." + body, hashlib.sha256).hexdigest()


def _seconds(written: str) -> float:
    return min(float(written), _LONGEST_WAIT) if written.isdigit() else 30.0
