"""PTB's road to the Bot API over one aiohttp session.

PTB's own httpx transport collapses with many requests in flight (benchmarks/transport.py), and its
errors do not tell "never sent" from "perhaps arrived", which delivery has to know.
"""

from __future__ import annotations

import io
import json
import ssl
from typing import Any

import aiohttp
from aiohttp import BytesPayload, ClientTimeout, FormData
from aiohttp_socks import ProxyConnector
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.failures import LostAnswer, NotSent, describe

CONNECT, POOL, READ, MEDIA_WRITE = 5.0, 5.0, 10.0, 60.0
_UNSET = BaseRequest.DEFAULT_NONE
# Vietnamese in UTF-8 is two thirds of its size in \u escapes or a URL-encoded form.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(fields: object) -> bytes:
    """JSON as the Bot API takes it."""
    # Half a surrogate pair is for Telegram to refuse, not a reason to fail here.
    return _encode(fields).encode(errors="surrogatepass")


class _Connector(aiohttp.TCPConnector):
    """Whatever fails before there is a connection: nothing was sent, and the type says so.

    Decided by place, not by aiohttp's types: a proxy that hangs up on CONNECT raises what a server
    that hangs up on a request raises.
    """

    async def connect(self, *args: Any, **kwargs: Any) -> aiohttp.connector.Connection:
        try:
            return await super().connect(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 every error of this place means the same
            reason = describe(error)
        raise NotSent(reason)  # out here it has no context, which could name the proxy's password


class _ProxyConnector(_Connector, ProxyConnector):
    """Tunnels everything, so that a proxy never reads an address with a token in it."""


def _connector(proxy_url: str | None, limit: int) -> aiohttp.TCPConnector:
    if proxy_url is None:
        return _Connector(limit=limit)
    scheme, _, rest = proxy_url.partition("://")
    encrypted = scheme == "https"
    return _ProxyConnector.from_url(
        f"http://{rest}" if encrypted else proxy_url,
        proxy_ssl=ssl.create_default_context() if encrypted else None,
        limit=limit,
    )


class AiohttpRequest(BaseRequest):
    """Raises NotSent or LostAnswer when no answer came; answers are PTB's to judge.

    An open file given for upload is streamed, and closed whatever the outcome.
    """

    __slots__ = ("_connections", "_proxy_url", "_session")

    def __init__(self, *, proxy_url: str | None = None, connections: int = 256) -> None:
        self._proxy_url = proxy_url
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """PTB adds the length of a long poll to it."""
        return READ

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=_connector(self._proxy_url, self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "identity"},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 PTB's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = _UNSET,
        write_timeout: ODVInput[float] = _UNSET,
        connect_timeout: ODVInput[float] = _UNSET,
        pool_timeout: ODVInput[float] = _UNSET,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the session is closed")
        data, write = _body(request_data, write_timeout)
        timeout = _timeout(read_timeout, write, connect_timeout, pool_timeout)
        try:
            async with self._session.request(
                method, url, data=data, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, without_page(answer.status, await answer.read())
        except aiohttp.InvalidURL as error:
            failure: NetworkError = NotSent(describe(error))
        except (aiohttp.ClientError, OSError) as error:
            # Also a hang-up on a reused connection: the server may have read the request first.
            failure = LostAnswer(describe(error))
        raise failure  # out here it has no context: aiohttp's texts quote the address

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """As PTB's, but an unreadable answer neither reaches a log nor looks like a refusal."""
        try:
            parsed: JSONDict = json.loads(payload.decode(errors="replace"))
        except ValueError:
            raise LostAnswer("the answer is not JSON") from None
        if not isinstance(parsed, dict) or (parsed and "ok" not in parsed):
            raise LostAnswer("the answer is not the Bot API's")
        return parsed


def without_page(status: int, body: bytes) -> bytes:
    # PTB logs and quotes an error body that is not JSON; a gateway's page may hold the address.
    return body if status < 300 or body.startswith(b"{") else b"{}"


def _body(
    data: RequestData | None, write_timeout: ODVInput[float]
) -> tuple[BytesPayload | FormData | None, float | None]:
    """What to send and how long it may take: only an upload can fill the socket and stall."""
    if data is None:
        return None, None
    if data.contains_files:
        return _form(data), _or(write_timeout, MEDIA_WRITE)
    return BytesPayload(encode(data.parameters), content_type="application/json"), None


def _form(data: RequestData) -> FormData:
    form = FormData(quote_fields=False)  # Telegram reads file names as UTF-8, not %-encoded
    for name, text in data.json_parameters.items():
        form.add_field(name, text)
    for name, (filename, content, kind) in data.multipart_data.items():
        source = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, source, filename=filename, content_type=kind)
    return form


def _timeout(
    read: ODVInput[float], write: float | None, connect: ODVInput[float], pool: ODVInput[float]
) -> ClientTimeout:
    reading, connecting = _or(read, READ), _or(connect, CONNECT)
    opening = _sum(_or(pool, POOL), connecting)
    return ClientTimeout(
        # aiohttp has no limit for writing alone; where writing has one, all steps together have.
        total=_sum(opening, write, reading),
        connect=opening,
        sock_connect=connecting,
        sock_read=reading,
    )


def _or(given: ODVInput[float], default: float) -> float | None:
    return default if isinstance(given, DefaultValue) else given


def _sum(*seconds: float | None) -> float | None:
    """None is no limit, so one None among the parts leaves the whole without a limit."""
    known = [part for part in seconds if part is not None]
    return sum(known) if len(known) == len(seconds) else None
