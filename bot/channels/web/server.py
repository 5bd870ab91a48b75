"""The web channel as one Starlette application, mountable under any path.

app = application(channel, ingress=ingress, files=files)
"""

from __future__ import annotations

import math

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.web.channel import WebChannel
from bot.channels.web.events import Events
from bot.channels.web.headers import SafeHeaders
from bot.channels.web.limits import USUAL, Buckets, Limits
from bot.channels.web.media import Uploads
from bot.channels.web.messages import Messages
from bot.channels.web.page import Page, Pages
from bot.channels.web.sessions import Admit, own_session
from bot.channels.web.site import Refused, Site
from bot.errors import Unreadable
from bot.ports import Files, Ingress


def application(
    channel: WebChannel,
    *,
    ingress: Ingress,
    files: Files,
    limits: Limits = USUAL,
    admit: Admit = own_session,
) -> Starlette:
    """`admit` may give visitors a session of its own choosing (the demo's sample people)."""
    site = Site(channel, ingress, files, limits, Buckets(limits, channel.clock), admit)
    editions = {language: Page.load(words) for language, words in channel.words.editions.items()}
    pages = Pages(site, editions)
    messages, uploads = Messages(site), Uploads(site)
    routes = [
        Route("/", pages.index),
        Route("/manifest.webmanifest", pages.manifest),
        Route("/sw.js", pages.worker),
        Route("/static/{name}", pages.static),
        Route("/content/{path:path}", pages.picture),
        Route("/api/session", messages.session),
        Route("/api/messages", messages.post, methods=["POST"]),
        Route("/api/media", uploads.post, methods=["POST"]),
        Route("/api/media/{file}", uploads.get),
        Route("/api/events", Events(site).get),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(SafeHeaders), Middleware(GZipMiddleware)],
        exception_handlers={
            Refused: refused,
            Unreadable: unreadable,
            ClientDisconnect: gone,
        },
    )


async def refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    headers = {"Retry-After": str(math.ceil(error.retry_after_s))} if error.retry_after_s else {}
    return JSONResponse({"error": error.error}, error.status, headers)


async def unreadable(_: Request, error: Exception) -> Response:
    assert isinstance(error, Unreadable)
    return JSONResponse({"error": "web.malformed"}, 422)


async def gone(_: Request, error: Exception) -> Response:
    """The phone lost its network half way; nobody reads this, and it is no fault of ours."""
    assert isinstance(error, ClientDisconnect)
    return Response(status_code=400)
