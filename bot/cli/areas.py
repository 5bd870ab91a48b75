"""import-areas: boundaries of communes that an operator has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import complain, read_settings


def import_areas(
    file: Annotated[Path, typer.Argument(help="GeoJSON with polygons and codes of communes.")],
    to: Annotated[
        Path | None, typer.Option(help="The file to write; default: areas.db in VAR.")
    ] = None,
) -> None:
    """Take over boundaries, so that a location names its commune rather than three near ones."""
    import content
    from content.areas import Areas
    from content.areas_polygons import build

    areas = Areas.load(Path(content.__file__).parent)
    path = to or read_settings(channel=False).var / "areas.db"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        done = build(file, path, lambda code: code in areas and not areas.area(code).is_province)
    except (OSError, ValueError) as wrong:
        complain(f"{file}: {getattr(wrong, 'strerror', None) or wrong}")
    print(f"{path}: {done.communes} communes, {done.rings} rings, {done.skipped} skipped")


COMMANDS = (import_areas,)
