"""The page itself: a template with holes for words, one style sheet, one script, a worker.

Everything is read once. The style sheet and script are asked for with their version, so a browser
may keep them for ever and a new release is seen at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

import content
from bot.channels.web.sessions import keep
from bot.channels.web.site import Refused, Site
from bot.channels.web.words import Words, page_words

_HERE = Path(__file__).with_name("page")
_CONTENT = Path(content.__file__).parent
_SHOWN = {".jpg", ".png", ".webp", ".svg", ".mp3", ".ogg", ".mp4", ".pdf"}
# In the order in which they need one another; sent as one file, which a bad network likes best.
SCRIPTS = (
    "store.js",
    "net.js",
    "media.js",
    "view.js",
    "speech.js",
    "outbox.js",
    "compose.js",
    "main.js",
)
_TYPES = {
    "app.css": "text/css",
    "app.js": "text/javascript",
    "icon.svg": "image/svg+xml",
    "icon-192.png": "image/png",
}
_UNSEEN = re.compile(r"^\s*/\*.*?\*/\n?|^\s+", re.DOTALL | re.MULTILINE)
_HOLE = re.compile(r"\{\{([a-z.]+)\}\}")


@dataclass(frozen=True, slots=True)
class Page:
    """The files, filled with the words of one language. `version` is that of the files that every
    language shares, so a phone need not fetch them again for another language.
    """

    version: str
    index: str
    worker: str
    manifest: dict[str, object]
    static: dict[str, bytes]

    @classmethod
    def load(cls, words: Words) -> Page:
        static = {name: (_HERE / name).read_bytes() for name in ("icon.svg", "icon-192.png")}
        static["app.css"] = _lighter("app.css").encode()
        static["app.js"] = "\n".join(_lighter(name) for name in SCRIPTS).encode()
        spoken = page_words(words)
        # "<" must not be able to end the script element that carries the words.
        data = json.dumps(spoken, ensure_ascii=False).replace("<", "\\u003c")
        version = _digest(b"".join(static.values()))
        edition = _digest(data.encode())
        holes = {name: escape(text) for name, text in spoken.items()}
        holes |= {"version": version, "edition": edition, "words": data}
        index, worker = (
            _HOLE.sub(lambda hole: holes[hole.group(1)], _lighter(name))
            for name in ("index.html", "sw.js")
        )
        return cls(version, index, worker, _manifest(spoken), static)


@dataclass(frozen=True, slots=True)
class Pages:
    """GET of everything that is not the API."""

    site: Site
    editions: Mapping[str, Page]

    async def index(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
        page = await self._edition(request)
        response = Response(page.index, media_type="text/html", headers=headers)
        keep(response, request, self.site.channel.seals, self.site.admit)
        return response

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        page = next(iter(self.editions.values()))
        if name not in page.static:
            raise Refused(404, "web.lost")
        # An old copy of the page asks for an old version: what it gets must not be kept as that.
        current = request.query_params.get("v") == page.version
        kept = "max-age=31536000, immutable" if current else "max-age=3600"
        headers = {"Cache-Control": f"public, {kept}"}
        return Response(page.static[name], media_type=_TYPES[name], headers=headers)

    async def manifest(self, request: Request) -> Response:
        usual = next(iter(self.editions.values()))
        page = self.editions.get(request.query_params.get("lang", ""), usual)
        kept = {"Cache-Control": "public, max-age=86400"}
        return JSONResponse(page.manifest, media_type="application/manifest+json", headers=kept)

    async def worker(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
        page = await self._edition(request)
        return Response(page.worker, media_type="text/javascript", headers=headers)

    async def _edition(self, request: Request) -> Page:
        words = await self.site.words(request)
        return self.editions[words.label("web.language")]

    def picture(self, request: Request) -> Response:
        """A picture, recording or leaflet of the content. Not async: files are read in a thread."""
        path = (_CONTENT / request.path_params["path"]).resolve()
        allowed = path.is_relative_to(_CONTENT) and path.suffix in _SHOWN
        if not allowed or not path.is_file():
            raise Refused(404, "web.lost")
        return FileResponse(path, headers={"Cache-Control": "public, max-age=86400"})


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:12]


def _lighter(name: str) -> str:
    """Without indentation and the comments that begin a line: a sixth less for a slow network."""
    return _UNSEEN.sub("", (_HERE / name).read_text("utf-8"))


def _manifest(words: dict[str, str]) -> dict[str, object]:
    return {
        "name": words["web.title"],
        "short_name": words["web.title"],
        "lang": words["web.language"],
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#eef2f1",
        "theme_color": "#0b5d4c",
        "icons": [
            {"src": "static/icon-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": "static/icon.svg", "sizes": "any", "type": "image/svg+xml"},
        ],
    }
