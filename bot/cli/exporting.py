"""export: posters, and how often each was followed."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import complain, explained, read_settings

if TYPE_CHECKING:
    from bot.documents.posters import PosterSheet
    from content.areas import Area, Areas

export = typer.Typer(name="export", help="Write posters and figures.", no_args_is_help=True)


@export.command("poster")
def poster(  # noqa: PLR0913, PLR0917 - one for each option
    area: Annotated[str, typer.Option(help="The commune: its code, or its name.")],
    sector: Annotated[str, typer.Option(help="The job, such as construction.")] = "",
    source: Annotated[str, typer.Option(help="Where it hangs: 16 letters or digits.")] = "",
    form: Annotated[str, typer.Option("--format", help="pdf or png.")] = "pdf",
    out: Annotated[Path | None, typer.Option(help="The file; default: poster-CODE.pdf.")] = None,
    telegram: Annotated[str, typer.Option(help="The bot's name on Telegram.")] = "",
    web: Annotated[str, typer.Option(help="Address of the web chat.")] = "",
) -> None:
    """Write an A4 poster with a QR code, for one commune and, if wished, one job."""
    import content
    from bot.documents.posters import sheet
    from content import catalog

    if form not in ("pdf", "png"):
        complain(f"--format {form}: needs pdf or png")
    values = _values(area, sector, source, telegram, web)
    path = out or Path(f"poster-{values.poster.area}.{form}")
    words = catalog.load(Path(content.__file__).parent)["vi"]
    try:
        path.write_bytes(sheet(values, "pdf" if form == "pdf" else "png", words))
    except ValueError as wrong:
        complain(f"{wrong}; --telegram USERNAME, --web URL")
    except OSError as wrong:
        complain(f"{path}: {wrong.strerror}")
    print(path)


def _values(area: str, sector: str, source: str, telegram: str, web: str) -> PosterSheet:
    """Read and checked; complains about what does not exist."""
    import content
    from bot.documents.posters import PosterSheet
    from bot.joining import Poster, read_poster, write_poster
    from content import packs
    from content.areas import Areas

    root, settings = Path(content.__file__).parent, read_settings(channel=False)
    areas = Areas.load(root)
    found, titles = _commune(area, areas), {s.id: s.titles["vi"] for s in packs.load(root).sectors}
    if sector and sector not in titles:
        complain(f"--sector {sector}: needs one of {', '.join(titles)}")
    made = Poster(found.code, sector, source)
    if read_poster(write_poster(made)) != made or len(write_poster(made)) > 64:
        complain(f"--source {source}: needs at most 16 letters of A-Z a-z, digits or _")
    if web and not web.startswith(("http://", "https://")):
        complain(f"--web {web}: needs http:// or https://")
    title = f"{found.title}, {areas.province_of(found.code).title}"
    title = title[:1].upper() + title[1:]
    web = web or settings.web_url
    work = titles.get(sector, "")
    return PosterSheet(made, title, work, settings.operator_name, telegram, web)


def _commune(typed: str, areas: Areas) -> Area:
    if typed in areas and not areas.area(typed).is_province:
        return areas.area(typed)
    places = [place.area for place in areas.find(typed).places if not place.area.is_province]
    if not places:
        complain(f"--area {typed}: no such commune; add the province, or use the 5-digit code")
    if len(places) > 1:
        known = "; ".join(
            f"{area.code} {area.title}, {areas.province_of(area.code).title}" for area in places
        )
        complain(f"--area {typed}: several; use a code: {known}")
    return places[0]


@export.command("poster-visits")
def poster_visits() -> None:
    """Write, as CSV, how often the links of each poster were followed: numbers, nobody's names."""
    from bot.app import build
    from bot.documents.cells import csv_lines

    async def go() -> None:
        app = build(read_settings(channel=False))
        async with app.units.reading() as unit:
            visits = await unit.posters.visits()
        await app.engine.dispose()
        head = ("day", "area", "sector", "source", "count")
        rows = [(v.day.isoformat(), v.area, v.sector, v.source, v.count) for v in visits]
        sys.stdout.write(csv_lines([head, *rows]))

    with explained():
        asyncio.run(go())
