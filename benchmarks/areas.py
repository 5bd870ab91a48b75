"""How well and how fast places are understood: `python -m benchmarks.areas [--quick]`.

Names: communes of today, sampled with a fixed seed, typed with their province, with one random
typing error, and alone. Locations: old communes (content/areas/settlements.csv), placed by another
hand than the centres of today. Agreement: the figures of content/areas/PROVENANCE.md.
"""

from __future__ import annotations

import csv
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import content
from benchmarks.measure import facts, finish, quick
from content.areas import Area, Areas
from content.folding import fold

ROOT = Path(content.__file__).parent
LETTERS = "abcdeghiklmnopqrstuvxy"
STARTING = """
import json, resource, sys, time
from pathlib import Path
import content.areas as areas
rss = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
start, before = time.process_time(), rss()
places = areas.Areas.load(Path(sys.argv[1]))
loaded, load_mb = time.process_time(), rss() - before
places.find("ha noi")
first, all_mb = time.process_time(), rss() - before
print(json.dumps([(loaded - start) * 1e3, (first - loaded) * 1e3, load_mb, all_mb]))
"""
Ask = Callable[[Area], str]


def mistyped(text: str, chance: random.Random) -> str:
    """One letter left out, doubled by another, replaced, or swapped with the next."""
    at = chance.choice([at for at, letter in enumerate(text) if letter.isalpha()])
    other = chance.choice(LETTERS)
    left, here, right = text[:at], text[at], text[at + 1 :]
    swapped = left + right[:1] + here + right[1:]
    return chance.choice([left + right, left + here + other + right, left + other + right, swapped])


def hits(areas: Areas, sample: Iterable[Area], ask: Ask) -> tuple[float, float, list[str]]:
    """hit@1, hit@3 and what was missed at first."""
    ranks, missed = [], []
    for area in sample:
        typed = ask(area)
        codes = [place.area.code for place in areas.find(typed).places]
        ranks.append(codes.index(area.code) if area.code in codes else 9)
        if ranks[-1]:
            missed.append(f"{typed} ({area.title})")
    count = len(ranks)
    return sum(rank == 0 for rank in ranks) / count, sum(rank < 3 for rank in ranks) / count, missed


def times_ms(areas: Areas, texts: Sequence[str], passes: int) -> list[float]:
    """The best of some passes for each text, sorted: a busy machine is not the lookup's fault."""
    best = [float("inf")] * len(texts)
    for _ in range(passes):
        for at, text in enumerate(texts):
            start = time.perf_counter()
            areas.find(text)
            best[at] = min(best[at], (time.perf_counter() - start) * 1e3)
    return sorted(best)


def located(areas: Areas) -> tuple[float, float, float]:
    """The right commune first, the right one among three, and the mean time in ms."""
    with (ROOT / "areas" / "settlements.csv").open(encoding="utf-8", newline="") as file:
        places = [(float(a), float(b), code) for a, b, code in list(csv.reader(file))[1:]]
    start = time.perf_counter()
    found = [[area.code for area, _ in areas.nearest(a, b)] for a, b, _ in places]
    spent = (time.perf_counter() - start) * 1e3 / len(places)
    pairs = list(zip(found, places, strict=True))
    first = sum(codes[:1] == [code] for codes, (*_, code) in pairs) / len(pairs)
    third = sum(code in codes for codes, (*_, code) in pairs) / len(pairs)
    return first, third, spent


def agreement() -> dict[str, float]:
    text = (ROOT / "areas" / "PROVENANCE.md").read_text(encoding="utf-8")
    return {name: float(figure) for name, figure in re.findall(r"\| (\w*agree) \| (\d+) \|", text)}


def starting() -> None:
    """Load and first question in a fresh process."""
    runs = [
        json.loads(subprocess.check_output([sys.executable, "-c", STARTING, str(ROOT)]))
        for _ in range(3)
    ]
    load, first, load_mb, all_mb = map(statistics.median, zip(*runs, strict=True))
    print(
        f"load {load:.0f} ms, {load_mb:.0f} MB; first find {first:.0f} ms, {all_mb:.0f} MB in all"
    )


def named(areas: Areas, sample: Sequence[Area], chance: random.Random) -> dict[str, float]:
    """Print a table of ways to type the sample; hit@1 of each."""

    def full(area: Area) -> str:
        return f"{area.name}, {areas.province_of(area.code).name}"

    asks: dict[str, Ask] = {
        "name, province": full,
        "without marks": lambda area: fold(full(area)),
        "with a typo": lambda area: mistyped(fold(full(area)), chance),
        "kind and name": lambda area: area.title,
        "name alone": lambda area: area.name,
        "alone, no marks": lambda area: fold(area.name),
    }
    first = {}
    for label, ask in asks.items():
        first[label], third, missed = hits(areas, sample, ask)
        print(f"{label:16} hit@1 {first[label]:.3f}  hit@3 {third:.3f}  {'; '.join(missed[:2])}")
    return first


def main() -> None:
    passes = 2 if quick() else 7
    areas, chance = Areas.load(ROOT), random.Random(2026)
    communes = [area for province in areas.provinces for area in areas.communes_of(province.code)]
    sample = chance.sample(communes, 500)
    print(facts("rapidfuzz"))
    starting()
    first = named(areas, sample, chance)
    texts = [area.name for area in sample] + [mistyped(area.name, chance) for area in sample]
    spent = times_ms(areas, texts, passes)
    print(f"find: median {statistics.median(spent):.1f} ms, longest {spent[-1]:.1f} ms")
    nearest, third, location_ms = located(areas)
    print(f"location: first {nearest:.3f}, among three {third:.3f}, {location_ms:.2f} ms")
    figures = {
        "p95_ms": spent[len(spent) * 95 // 100],
        "name_province_hit1": min(first["name, province"], first["without marks"]),
        "typo_hit1": first["with a typo"],
        "location_hit3": third,
    }
    finish(figures | agreement())


if __name__ == "__main__":
    main()
