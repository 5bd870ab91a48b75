"""Files from the page and back to it. Its first bytes say what a file is, never its name."""

from __future__ import annotations

import asyncio
import re
from dataclasses import asdict, dataclass, field
from urllib.parse import unquote

import filetype  # type: ignore[import-untyped]
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web.reading import clean
from bot.channels.web.sessions import same
from bot.channels.web.site import Refused, Site, body, envelope, update_id
from bot.errors import Unavailable
from bot.incoming import Address, Media

_OFFICE = "application/vnd.openxmlformats-officedocument"
# What each type may be called, the usual name first. A recorder writes the same containers as a
# camera, so there the page's word decides.
KINDS = {
    "image/jpeg": ("photo",),
    "image/png": ("photo",),
    "image/webp": ("photo",),
    "image/gif": ("animation",),
    "video/mp4": ("video", "voice"),
    "video/webm": ("video", "voice"),
    "audio/ogg": ("voice", "audio"),
    "audio/mp4": ("audio", "voice"),
    "audio/aac": ("audio", "voice"),
    "audio/mpeg": ("audio", "voice"),
    "application/pdf": ("document",),
    "application/msword": ("document",),
    "application/vnd.ms-excel": ("document",),
    "application/vnd.ms-powerpoint": ("document",),
    f"{_OFFICE}.wordprocessingml.document": ("document",),
    f"{_OFFICE}.spreadsheetml.sheet": ("document",),
    f"{_OFFICE}.presentationml.presentation": ("document",),
    "application/vnd.oasis.opendocument.text": ("document",),
    "application/vnd.oasis.opendocument.spreadsheet": ("document",),
}


def recognise(data: bytes, claimed: str) -> tuple[str, str]:
    """Kind and media type. Raises Refused for a type we do not take."""
    media_type = filetype.guess_mime(data) or ""
    kinds = KINDS.get(media_type)
    if kinds is None:
        raise Refused(415, "err.file")
    if claimed == "voice" and "voice" in kinds:
        return "voice", media_type.replace("video/", "audio/")
    return kinds[0], media_type


@dataclass(frozen=True, slots=True)
class Uploads:
    """POST api/media and GET api/media/{file}."""

    site: Site
    free: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "free", asyncio.Semaphore(self.site.limits.uploads))

    async def post(self, request: Request) -> JSONResponse:
        address = self.site.writer(request)
        update = update_id(request.query_params.get("id"))
        if self.free.locked():  # each upload is held in memory until it is whole
            raise Refused(503, "web.busy", 3)
        async with self.free:
            data = await body(request, self.site.limits.media_bytes, "err.big")
            media = await self._keep(request, data, address)
        payload = {**envelope(request, address), "file": asdict(media)}
        await self.site.accept(address, update, payload)
        return JSONResponse({"ok": True, "url": self.site.channel.link(address, media.file)})

    async def get(self, request: Request) -> Response:
        file = request.path_params["file"]
        address: Address = self.site.visitor(request)
        granted = self.site.channel.seals.media(address.ref, file)
        stored = None
        if same(request.query_params.get("pass", ""), granted):
            stored = await self.site.files.get(file)
        if stored is None:
            raise Refused(404, "web.lost")
        media_type, data = stored
        shown = media_type.startswith(("image/", "audio/", "video/"))
        headers = {
            "Content-Disposition": "inline" if shown else "attachment",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, max-age=604800, immutable",
        }
        return _part(request, data, media_type, headers)

    async def _keep(self, request: Request, data: bytes, owner: Address) -> Media:
        kind, media_type = recognise(data, request.query_params.get("kind", ""))
        name = _header(request, "x-name", 120)
        try:
            file = await self.site.files.put(name, media_type, data, owner=owner)
        except Unavailable as down:
            raise Refused(503, "web.busy", 3) from down
        return Media(kind, file, name, len(data), _header(request, "x-caption", 1024))


def _header(request: Request, name: str, longest: int) -> str:
    """Words that go with a file. In headers, because addresses end up in access logs."""
    return clean(unquote(request.headers.get(name, "")), longest)


def _part(request: Request, data: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """All of it or the range asked for: an iPhone plays no sound without ranges."""
    wanted = re.fullmatch(r"bytes=(\d{1,12})-(\d{0,12})", request.headers.get("range", ""))
    headers["Accept-Ranges"] = "bytes"
    if wanted is None or int(wanted[1]) >= len(data):
        return Response(data, media_type=media_type, headers=headers)
    first, last = int(wanted[1]), min(int(wanted[2] or len(data)), len(data) - 1)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return Response(data[first : last + 1], 206, headers, media_type)
