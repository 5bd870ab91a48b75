"""A chart of rates over time, as an SVG written by hand: one small plot for each sender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, GAP, TOP = 720, 74, 44, 30, 40
STEP = 2
HIGHEST = 32


def draw(
    runs: Mapping[str, Sequence[tuple[float, str, int]]],
    limit: Callable[[float], int],
    file: Path,
) -> None:
    """`runs`: (second, chat, status) of each request; the line is what was accepted a second."""
    end = max((calls[-1][0] for calls in runs.values() if calls), default=1.0)
    plots = [
        plot(label, calls, limit, end, TOP + at * (HEIGHT + GAP))
        for at, (label, calls) in enumerate(runs.items())
    ]
    total = TOP + len(runs) * (HEIGHT + GAP) + 4
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + LEFT + 16} {total}" '
        'font-family="sans-serif" font-size="12">\n'
        '<rect width="100%" height="100%" fill="white"/>\n'
        f'<text x="{LEFT}" y="18">Messages accepted a second (blue), the limit in force (grey), '
        "refusals with 429 (red)</text>\n" + "\n".join(plots) + "\n</svg>\n",
        encoding="utf-8",
    )


def plot(
    label: str,
    calls: Sequence[tuple[float, str, int]],
    limit: Callable[[float], int],
    end: float,
    top: float,
) -> str:
    def x(second: float) -> float:
        return round(LEFT + second / end * WIDTH, 1)

    def y(rate: float) -> float:
        return round(top + HEIGHT - min(rate, HIGHEST) / HIGHEST * HEIGHT, 1)

    steps = range(0, int(end), STEP)
    sent = Counter(int(at) // STEP for at, _, status in calls if status != 429)
    refused = sorted({round(at) for at, _, status in calls if status == 429})
    line = " ".join(f"{x(at + STEP / 2)},{y(sent[at // STEP] / STEP)}" for at in steps)
    allowed = " ".join(f"{x(at)},{y(limit(at))}" for at in range(int(end) + 1))
    marks = "".join(f"M{x(at)} {top + HEIGHT}v5" for at in refused)
    return (
        f'<text x="{LEFT}" y="{top - 4}" font-weight="bold">{escape(label)}</text>'
        f'<text x="{LEFT - 6}" y="{y(30) + 4}" text-anchor="end">30</text>'
        f'<text x="{LEFT - 6}" y="{y(8) + 4}" text-anchor="end">8</text>'
        f'<text x="{LEFT - 6}" y="{y(0)}" text-anchor="end">0</text>'
        f'<path d="M{LEFT} {top}V{top + HEIGHT}H{LEFT + WIDTH}" fill="none" stroke="#999"/>'
        f'<polyline points="{allowed}" fill="none" stroke="#999" stroke-dasharray="4 3"/>'
        f'<polyline points="{line}" fill="none" stroke="#1565c0" stroke-width="1.6"/>'
        f'<path d="{marks}" stroke="#c62828"/>'
    )
