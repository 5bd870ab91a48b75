"""GET api/session and POST api/messages: what a person typed or pressed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.channels.web.site import Refused, Site, body, envelope, update_id
from bot.channels.web.words import page_words


@dataclass(frozen=True, slots=True)
class Messages:
    """Says {"ok": true} only once the update is committed."""

    site: Site

    async def session(self, request: Request) -> JSONResponse:
        """What the page needs to write, and the newest words: its own may be an old copy."""
        address = self.site.visitor(request)
        words = page_words(await self.site.words(request))
        csrf = self.site.channel.seals.csrf(address.ref)
        return JSONResponse({"csrf": csrf, "language": words["web.language"], "words": words})

    async def post(self, request: Request) -> JSONResponse:
        address = self.site.writer(request)
        sent = await body(request, self.site.limits.message_bytes, "web.toolong")
        said = _parsed(sent)
        payload = {**envelope(request, address), "said": said}
        await self.site.accept(address, update_id(said.get("id")), payload)
        return JSONResponse({"ok": True})


def _parsed(sent: bytes) -> dict[str, Any]:
    """The JSON object. Half an emoji, cut by a length limit, would fail in every store: it becomes
    a replacement character here.
    """
    try:
        whole = json.dumps(json.loads(sent), ensure_ascii=False)
        units = whole.encode("utf-16-le", "surrogatepass")
        said = json.loads(units.decode("utf-16-le", "replace"))
    except (ValueError, RecursionError) as wrong:
        raise Refused(422, "web.malformed") from wrong
    if not isinstance(said, dict):
        raise Refused(422, "web.malformed")
    return said
