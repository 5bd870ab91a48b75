"""A poster: values in, an A4 page as PDF or PNG out.

Set by typst from content/templates/poster.typ with the fonts that the wheel carries, so that every
machine makes the same page. Words reach the template as data: a name like "#eval(…)" stays a name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import content
from bot.documents import qr
from bot.joining import Poster, write_poster
from bot.links import telegram_link, web_link
from content.catalog import Catalog

Format = Literal["pdf", "png"]
_TEMPLATE = (Path(content.__file__).parent / "templates" / "poster").with_suffix(".typ")
_DPI = 150


@dataclass(frozen=True, slots=True)
class PosterSheet:
    """`area` and `sector` as people call them; `username` and `web`: at least one is needed."""

    poster: Poster
    area: str
    sector: str
    operator: str
    username: str = ""
    web: str = ""


def sheet(values: PosterSheet, kind: Format, catalog: Catalog) -> bytes:
    """The bytes of the file. Raises ValueError when there is no address to open."""
    links = _links(values, catalog)
    if not links:
        raise ValueError("a poster needs an address: Telegram's name of the bot, or a web page")
    words = {
        "language": catalog.language,
        "operator": catalog.label("poster.operator", operator=values.operator, area=values.area),
        "title": catalog.label("poster.title"),
        "sector": catalog.label("poster.sector", sector=values.sector) if values.sector else "",
        "what": catalog.label("poster.what"),
        "how": catalog.label("poster.how"),
        "promise": catalog.label("poster.promise"),
        "emergency": catalog.label("poster.emergency"),
        "links": links,
        "code": qr.svg(_first(links)).decode(),
    }
    return _set(words, kind)


def _set(words: Mapping[str, object], kind: Format) -> bytes:
    import typst  # 6 MB that only a poster needs

    said = {"said": json.dumps(words, ensure_ascii=False)}
    made = typst.compile(
        str(_TEMPLATE), format=kind, ppi=_DPI, sys_inputs=said, ignore_system_fonts=True
    )
    if not isinstance(made, bytes):
        raise ValueError(  # noqa: TRY004 - several pages of bytes: too many words, no wrong type
            "the poster does not fit one page; shorten the operator's name"
        )
    return made


def _first(links: list[tuple[str, str]]) -> str:
    """What the QR code opens: the web page needs no app, so it wins."""
    return links[-1][1]


def _links(values: PosterSheet, catalog: Catalog) -> list[tuple[str, str]]:
    payload = write_poster(values.poster)
    found = []
    if values.username:
        link = telegram_link(values.username, payload)
        found.append((catalog.label("poster.telegram"), link))
    if values.web:
        found.append((catalog.label("poster.web"), web_link(values.web, payload)))
    return found
