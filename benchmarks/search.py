"""How well and how fast the search answers: `python -m benchmarks.search [--quick] [--misses]`.

Two sets of questions: tests/content/queries.yaml, on which the word lists were tuned, and
tests/content/heldout.yaml, on which they were not. Peers run beside it on the same questions: FTS5
over folded cards without curated weights, synonyms or respelling, and rapidfuzz over the titles.
The last line is one JSON object of the tuned set.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median

import yaml
from rapidfuzz import fuzz, process

from content import packs, vocabulary
from content.folding import fold
from content.packs import Card
from content.search import Search, Verdict

ROOT = Path(__file__).parent.parent
SETS = ("queries", "heldout")
CALM = frozenset({Verdict.ANSWER, Verdict.CHOICES, Verdict.UNKNOWN, Verdict.SMALLTALK})
RIGHT = {
    "answer": frozenset({Verdict.ANSWER, Verdict.CHOICES, Verdict.EMERGENCY}),
    "strip": frozenset({Verdict.ANSWER, Verdict.CHOICES}),
    "calm": CALM,
}
NO_EMERGENCY = ("answer", "strip", "calm", "unknown")

Entry = dict[str, object]
Table = dict[str, list[tuple[str, str, bool]]]
Find = Callable[[str], Sequence[str]]


def read(name: str) -> list[Entry]:
    """The questions of one set; none while its file does not exist."""
    path = ROOT / "tests" / "content" / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []


def hits(entries: Iterable[Entry], find: Find) -> tuple[float, float, list[Entry]]:
    """hit@1, hit@3 over the questions that expect a card, and those whose first card is wrong."""
    asked = [entry for entry in entries if entry.get("expect")]
    first = third = 0
    misses = []
    for entry in asked:
        found = list(find(str(entry["q"])))[:3]
        good = _words(entry["expect"])
        first += bool(found) and found[0] in good
        third += not good.isdisjoint(found)
        if not found or found[0] not in good:
            misses.append({**entry, "found": found})
    return first / max(1, len(asked)), third / max(1, len(asked)), misses


def verdicts(entries: Iterable[Entry], search: Search) -> Table:
    """Class → (question, verdict given, whether it was right). No verdict asked: an answer."""
    table: defaultdict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for entry in entries:
        wanted = str(entry.get("verdict", "answer"))
        given = search.find(str(entry["q"])).verdict
        right = given in RIGHT[wanted] if wanted in RIGHT else given == wanted
        table[wanted].append((str(entry["q"]), given, right))
    return table


def plain_fts(cards: Iterable[Card]) -> Find:
    """The peer: FTS5 over the folded title, first screen and rest, words joined by OR."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE c USING fts5(id UNINDEXED, body)")
    for card in cards:
        text = f"{card.title} {card.first.plain} {card.more.plain if card.more else ''}"
        db.execute("INSERT INTO c VALUES (?, ?)", (card.id, fold(text)))

    def find(text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in fold(text).split())
        query = "SELECT id FROM c WHERE c MATCH ? ORDER BY rank LIMIT 3"
        return [row[0] for row in db.execute(query, (words,))] if words else []

    return find


def fuzzy_titles(cards: Iterable[Card]) -> Find:
    """The other peer: rapidfuzz WRatio between the folded question and the folded titles."""
    titles = {card.id: fold(card.title) for card in cards}

    def find(text: str) -> list[str]:
        best = process.extract(fold(text), titles, scorer=fuzz.WRatio, limit=3)
        return [str(key) for _, _, key in best]

    return find


def time_ms(search: Search, texts: Sequence[str], passes: int) -> tuple[float, float]:
    """Median and 99th percentile over the questions of one `find`, in milliseconds.

    A question's time is its median over the passes, so that a neighbour on the machine who takes
    the processor for a moment is not counted as a slow question.
    """
    times: list[list[float]] = [[] for _ in texts]
    for _ in range(passes):
        for text, own in zip(texts, times, strict=True):
            start = time.perf_counter()
            search.find(text)
            own.append((time.perf_counter() - start) * 1000)
    middles = sorted(median(own) for own in times)
    return median(middles), middles[len(middles) * 99 // 100]


def report(
    name: str, entries: list[Entry], search: Search, cards: Sequence[Card]
) -> dict[str, float]:
    """Print the tables of one set and return its figures."""
    print(f"\n{name}: {len(entries)} questions")
    peers: dict[str, Find] = {
        "ours": lambda text: [hit.card.id for hit in search.find(text).hits],
        "plain FTS5": plain_fts(cards),
        "WRatio titles": fuzzy_titles(cards),
    }
    rows = {peer: hits(entries, find) for peer, find in peers.items()}
    for peer, (first, third, _) in rows.items():
        print(f"  {peer:14} hit@1 {first:.3f}  hit@3 {third:.3f}")
    table = verdicts(entries, search)
    for wanted, given in table.items():
        print(f"  {wanted:14} {sum(r for *_, r in given)}/{len(given)} right")
    others = [
        v
        for wanted, rows in table.items()
        for _, v, _ in rows
        if wanted in ("answer", "strip", "calm", "unknown")
    ]
    alarms = sum(v == Verdict.EMERGENCY for v in others) / max(1, len(others))
    print(f"  false alarms   {alarms:.3f} of {len(others)} questions without an emergency")
    if "--misses" in sys.argv:
        show_misses(table, rows["ours"][2])
    return {"hit1": rows["ours"][0], "hit3": rows["ours"][1]} | {
        f"{wanted}_recall": sum(r for *_, r in table[wanted]) / max(1, len(table[wanted]))
        for wanted in ("unknown", "distress")
    }


def show_verdicts(table: Table) -> None:
    """How many questions of each class were judged rightly, and how many alarms were false."""
    for wanted, given in table.items():
        print(f"  {wanted:14} {sum(r for *_, r in given)}/{len(given)} right")
    others = [verdict for wanted in NO_EMERGENCY for _, verdict, _ in table.get(wanted, ())]
    alarms = sum(verdict == Verdict.EMERGENCY for verdict in others) / max(1, len(others))
    print(f"  false alarms   {alarms:.3f} of {len(others)} questions without an emergency")


def show_misses(table: Table, misses: list[Entry]) -> None:
    """Every question that was judged or answered wrongly."""
    for wanted, given in table.items():
        for text, verdict, right in given:
            if not right:
                print(f"    {wanted} → {verdict}: {text}")
    for miss in misses:
        print(f"    {miss['q']}\n      wanted {miss['expect']}, found {miss['found']}")


def main() -> None:
    loaded = packs.load(ROOT / "content")
    search = Search(loaded, vocabulary.load(ROOT / "content"))
    search.prepare()
    sets = {name: read(name) for name in SETS}
    cards = list(loaded.cards.values())
    figures = {name: report(name, entries, search, cards) for name, entries in sets.items()}
    texts = [str(entry["q"]) for entries in sets.values() for entry in entries]
    middle, slowest = time_ms(search, texts, 5 if "--quick" in sys.argv else 21)
    print(f"\none find: median {middle:.2f} ms, p99 {slowest:.2f} ms")
    tuned = {**figures["queries"], "p99_ms": slowest}
    names = ("hit1", "hit3", "unknown_recall", "distress_recall", "p99_ms")
    print(json.dumps({name: round(tuned[name], 3) for name in names}))


def _words(value: object) -> set[str]:
    return {str(word) for word in value} if isinstance(value, list) else set()


if __name__ == "__main__":
    main()
