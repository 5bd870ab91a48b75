"""The demo: the real web channel, three times on one page, on a throw-away database.

It is the same code that serves real people; only the sessions are chosen here, so that "start over"
gives every pane a new person.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
import tempfile
import webbrowser
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from string import Template

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

import content
from bot import logs, serving
from bot.app import App, build
from bot.channels.web.headers import SafeHeaders
from bot.channels.web.server import application
from bot.cli.demo_people import settle
from bot.cli.running import stopped
from bot.people import language_for
from bot.settings import Settings
from content import catalog as catalogs_module
from content.catalog import Catalog, Catalogs
from storage import migrate

PANES = ("worker", "organiser", "official")
_POLICY = (
    "default-src 'none'; frame-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'"
)
_PAGE = Path(__file__).parent / "demo"


class Sessions:
    """Which session each pane has now."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self.renew()

    def renew(self) -> None:
        self._names = {pane: secrets.token_hex(16) for pane in PANES}

    @property
    def all(self) -> Mapping[str, str]:
        return self._names

    def of(self, pane: str) -> str:
        return self._names[pane]


async def demonstrate(host: str, port: int, *, browser: bool) -> None:
    """Serve the demo until stopped; the first line of output is its address."""
    logs.start("text", level=30)
    with tempfile.TemporaryDirectory(prefix="antoan-demo-") as folder:
        app = build(settings_for(Path(folder)))
        sessions = Sessions()
        await migrate.upgrade(app.engine)
        await settle(app, sessions.all)
        async with app.running(), serving.serving(page(app, sessions), host, port) as chosen:
            address = f"http://{host}:{chosen}/"
            print(address, flush=True)
            if browser and _has_screen():
                await asyncio.to_thread(webbrowser.open, address)
            await stopped()
            for channel in app.web.values():
                channel.streams.close()


def _has_screen() -> bool:
    """Without one, a browser for terminals would take over this terminal."""
    return sys.platform != "linux" or bool(os.getenv("DISPLAY") or os.getenv("WAYLAND_DISPLAY"))


def settings_for(folder: Path) -> Settings:
    """Settings of a demo: nothing from the environment, everything in `folder`."""
    vietnamese = catalogs_module.load(Path(content.__file__).parent)["vi"]
    return Settings(
        _env_file=None,
        bot_token=None,
        web_listen=None,
        webhook_url=None,
        secret_key=None,
        database_url=f"sqlite+aiosqlite:///{folder}/demo.db",
        operator_name=vietnamese.label("demo.name.operator"),
        var=folder,
    )


def page(app: App, sessions: Sessions) -> Starlette:
    """The page with its panes, each the whole web channel under a path of its own."""

    async def reset(request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return JSONResponse({}, 403)
        sessions.renew()
        await settle(app, sessions.all)
        return JSONResponse({})

    routes: list[BaseRoute] = [
        Route("/", _index(app.windows.services.catalogs)),
        Route("/reset", reset, methods=["POST"]),
        *app.operator_routes(),
        Mount("/demo", StaticFiles(directory=_PAGE)),
        *(Mount(f"/{pane}", _pane(app, sessions, pane)) for pane in PANES),
        Mount("/text", app.web_app(app.web["text"])),
    ]
    demo = Starlette(routes=routes)
    demo.add_middleware(SafeHeaders)
    return demo


def _index(catalogs: Catalogs) -> Callable[[Request], Awaitable[Response]]:
    html = Template((_PAGE / "index.html").read_text(encoding="utf-8"))
    filled = {name: html.substitute(words(catalog)) for name, catalog in catalogs.items()}

    async def index(request: Request) -> Response:
        phone = request.headers.get("accept-language", "").partition(",")[0]
        language = language_for(phone.partition(";")[0].strip())
        headers = {"Content-Security-Policy": _POLICY, "Vary": "Accept-Language"}
        return HTMLResponse(filled[language], headers=headers)

    return index


def _pane(app: App, sessions: Sessions, pane: str) -> Starlette:
    return application(
        app.web["web"],
        ingress=app.ingress,
        files=app.files,
        admit=lambda _session: sessions.of(pane),
    )


def words(catalog: Catalog) -> Mapping[str, str]:
    names = ("title", "worker", "organiser", "official", "reset", "note", "later")
    found = {name: catalog.label(f"demo.{name}") for name in names}
    return {**found, "language": catalog.language}
