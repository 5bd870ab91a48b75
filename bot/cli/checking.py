"""check and doctor: is the content sound, is the installation well."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.cli.common import complain, read_settings


def check() -> None:
    """Check every card, figure and sentence; each fault with file, line and remedy."""
    import content
    from bot.gallery import screens
    from content import catalog, packs
    from content.areas import Areas

    root = Path(content.__file__).parent
    try:
        cards = packs.load(root)
        catalogs = catalog.load(root)
    except packs.PackErrors as faults:
        print(faults)
        raise SystemExit(1) from None
    except ValueError as fault:
        complain(str(fault))
    shown = sum(1 for _ in screens(cards, Areas.load(root), catalogs))
    print(f"{len(cards.cards)} cards in {len(cards.sectors)} sectors, {shown} screens: no fault")


def doctor() -> None:
    """Look at database, channels, clock and disk; each trouble with a remedy."""
    from bot.diagnosis import diagnose

    findings = asyncio.run(diagnose(read_settings(channel=False)))
    for finding in findings:
        print(f"{'ok  ' if finding.well else 'BAD '} {finding.what}: {finding.found}")
        if not finding.well:
            print(f"     {finding.remedy}")
    raise SystemExit(0 if all(finding.well for finding in findings) else 1)


COMMANDS = (check, doctor)
