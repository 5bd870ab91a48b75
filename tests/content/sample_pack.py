"""Writes small content folders for tests of the loader: sound ones, to be spoilt by the test."""

from __future__ import annotations

from pathlib import Path

SOURCES = """\
ilo:
  title: ILO handbook
  what: a book
  seen: V
"""
FIGURES = """\
- id: phone.medical
  value: "115"
  source: ilo
  valid_from: 2020-01-01
- id: eyes.minutes
  value: "15"
  unit: {vi: phút, en: minutes}
  source: ilo
  valid_from: 2020-01-01
"""
SECTOR = """\
title: {vi: Sơ cứu, en: First aid}
order: 1
"""
CARD = """\
---
title: Rửa mắt dính thuốc
short: Rửa mắt
keywords:
  - thuốc vào mắt
  - cay mắt
emergency: true
calls: [phone.medical]
next: []
sources: [ilo]
reviewed: 2026-01-01
reviewed_by: null
---
Rửa **ngay** {{eyes.minutes}} phút.
- Không dụi.
1. Gọi {{phone.medical}}.
---more---
Mang chai theo <3.
"""


def write(root: Path, files: dict[str, str]) -> Path:
    """The sound folder with `files` (path below it → text) added or replaced; returns `root`."""
    sound = {
        "sources.yaml": SOURCES,
        "figures.yaml": FIGURES,
        "packs/vi/first_aid/_sector.yaml": SECTOR,
        "packs/vi/first_aid/eyes.md": CARD,
    }
    for name, text in {**sound, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
