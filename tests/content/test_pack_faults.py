"""A writer's mistakes are all named at once, each with its file and line."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from content import packs
from content.packs import PackErrors
from tests.content.sample_pack import CARD, FIGURES, SECTOR, write

TODAY = date(2026, 11, 22)
EYES = "packs/vi/first_aid/eyes.md"


def faults(root: Path, files: dict[str, str]) -> list[str]:
    with pytest.raises(PackErrors) as raised:
        packs.load(write(root, files), today=TODAY)
    assert str(raised.value).count("\n") == len(raised.value.faults) - 1
    return [f"{f.file}:{f.line}: {f.field}: {f.problem}" for f in raised.value.faults]


PLANTED = [
    ("short: Rửa mắt\n", "", 2, "short: missing"),
    ("short:", "shrot:", 3, "shrot: unknown field"),
    ("emergency: true", "emergency: maybe", 7, "emergency: is not true or false"),
    ("  - cay mắt", "  - 115", 6, "keywords.1: is not text"),
    ("  - cay mắt", "  - Thuốc vào mắt", 6, "keywords: 'Thuốc vào mắt' written twice"),
    ("Rửa mắt dính thuốc", "R" * 49, 2, "title: longer than 48 characters"),
    ("Rửa mắt dính", "Rửa 🔥 dính", 2, "title: emoji '🔥' is not in the list"),
    ("[phone.medical]", "[phone.moon]", 8, "calls: unknown figure 'phone.moon'"),
    ("[phone.medical]", "[]", 8, "calls: an emergency card without a call"),
    ("next: []", "next:\n  - first_aid/gone", 10, "next: card 'first_aid/gone' does not exist"),
    ("next: []", "next: [first_aid/eyes]", 9, "next: leads to this card itself"),
    ("sources: [ilo]", "sources: [oil]", 10, "sources: unknown source 'oil'"),
    ("2026-01-01", "2026-02-30", 11, "reviewed: is not a date"),
    ("2026-01-01", "2026-11-23", 11, "reviewed: lies in the future"),
    ("reviewed_by: null", "reviewed_by: null\ntitle: A", 13, "title: written twice"),
    ("Rửa **ngay** ", "R" * 360, 14, "first: 393 UTF-16 units with figures filled in, at most"),
    ("<3.", "x" * 1500, 18, "more: 1515 UTF-16 units with figures filled in, at most 1500"),
    ("- Không dụi.", "# Không dụi.", 15, "first: heading is not part of the cards' Markdown"),
    ("- Không dụi.", "[a](https://b.vn)", 15, "first: link is not part of the cards' Markdown"),
    ("- Không dụi.", "<i>Không</i> dụi.", 15, "first: HTML is not part of the cards' Markdown"),
    ("- Không dụi.", "- **Không dụi.", 15, "first: bold is not balanced"),
    ("- Không dụi.", "- *Không* dụi.", 15, "first: italics is not part"),
    ("- Không dụi.", "  - Không dụi.", 15, "first: indented line is not part"),
    ("{{eyes.minutes}}", "{{eyes.hours}}", 14, "first: unknown figure 'eyes.hours'"),
    ("{{eyes.minutes}}", "{eyes.minutes}", 14, "first: broken hole"),
    ("{{phone.medical}}", "115", 16, "first: phone number 115 written out"),
    ("{{phone.medical}}", "1900 9068", 16, "first: phone number 1900 9068 written out"),
    ("Mang chai", unicodedata.normalize("NFD", "Để chai"), 18, "more: not NFC text"),
    ("next: []", "next: [", 11, "yaml: broken YAML"),
    ("---\ntitle", "title", 1, "front matter: missing"),
]


@pytest.mark.parametrize(("old", "new", "line", "problem"), PLANTED)
def test_a_planted_fault_is_named(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    assert old in CARD
    found = faults(tmp_path, {EYES: CARD.replace(old, new, 1)})
    assert any(fault.startswith(f"{EYES}:{line}: {problem}") for fault in found), found


def test_faults_outside_the_cards(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        {
            "sources.yaml": "ilo:\n  title: ILO\n  what: book\n  seen: X\n",
            "figures.yaml": FIGURES + FIGURES.replace("source: ilo", "source: oil", 1),
            "packs/vi/first_aid/_sector.yaml": SECTOR.replace("1", "first"),
            "packs/vi/first_aid/Bad_Name.md": CARD,
            "packs/vi/space/eyes.md": CARD,
            "packs/vi/heat/sun.md": CARD,
        },
    )
    expected = [
        "figures.yaml:10: phone.medical: id used twice",
        "figures.yaml:12: phone.medical: unknown source 'oil'",
        "packs/vi/first_aid/Bad_Name.md:1: slug: bad file name",
        "packs/vi/first_aid/_sector.yaml:2: order: ",
        "packs/vi/heat/_sector.yaml:1: file: cannot be read",
        "packs/vi/space:1: sector: unknown sector",
        "sources.yaml:4: ilo.seen: ",
    ]
    for start in expected:
        assert any(fault.startswith(start) for fault in found), (start, found)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    card = CARD
    for old, new in (("true", "yes please"), ("{{phone.medical}}", "115"), ("<3", "**3")):
        card = card.replace(old, new, 1)
    lines = {fault.split(":")[1] for fault in faults(tmp_path, {EYES: card})}
    assert lines == {"7", "16", "18"}


def test_a_sound_pack_loads(tmp_path: Path) -> None:
    loaded = packs.load(write(tmp_path, {}), today=TODAY)
    card = loaded.card("first_aid/eyes")
    assert card.first.markup == "Rửa <b>ngay</b> 15 phút.\n• Không dụi.\n1. Gọi 115."
    assert card.more is not None
    assert card.more.markup == "Mang chai theo &lt;3."
    assert (card.calls, card.sources) == (("115",), ("ILO handbook",))
    assert loaded.sector("first_aid").cards == (card,)
    assert loaded.sectors[0].titles["en"] == "First aid"
