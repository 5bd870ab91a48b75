"""search, questions, gallery: the content as people get it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.common import complain, explained, read_settings

if TYPE_CHECKING:
    from content.search import Finding, Search


def search(
    words: Annotated[list[str] | None, typer.Argument(help="What a person would type.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    file: Annotated[Path | None, typer.Option(help="A file with one question a line.")] = None,
) -> None:
    """Show what the bot would answer to a question."""
    if not words and file is None:
        complain('give a question, for example: antoan search "phun thuoc dau dau"')
    questions: Iterable[str] = [" ".join(words or [])]
    if file is not None:
        try:
            questions = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as wrong:
            complain(f"{file}: {wrong}")
    engine = _search()
    for question in questions:
        finding = engine.find(question)
        print(_json(finding) if as_json or file else _plain(finding))


def _search() -> Search:
    import content
    from content import packs, vocabulary
    from content.search import Search

    root = Path(content.__file__).parent
    return Search(packs.load(root), vocabulary.load(root))


def _json(finding: Finding) -> str:
    body: dict[str, Any] = {
        "query": finding.query,
        "verdict": finding.verdict.value,
        "kind": finding.kind,
        "strip": finding.strip,
        "hits": [
            {
                "id": hit.card.id,
                "sector": hit.card.sector,
                "title": hit.card.title,
                "score": round(hit.score, 3),
            }
            for hit in finding.hits
        ],
    }
    return json.dumps(body, ensure_ascii=False)


def _plain(finding: Finding) -> str:
    kind = f" ({finding.kind})" if finding.kind else ""
    strip = ", after the emergency strip" if finding.strip else ""
    lines = [f"{finding.verdict.value}{kind}{strip}"]
    lines += [f"  {hit.score:5.2f}  {hit.card.id}  {hit.card.title}" for hit in finding.hits]
    return "\n".join(lines)


def questions(
    most: Annotated[int, typer.Option(help="How many, newest first.")] = 50,
) -> None:
    """List the questions that no card answers yet."""
    from bot.app import build

    async def go() -> None:
        app = build(read_settings(channel=False))
        async with app.units.reading() as unit:
            for question in await unit.guidance.questions(limit=most):
                print(f"{question.asked_at:%Y-%m-%d}  {question.text}")
        await app.engine.dispose()

    with explained():
        asyncio.run(go())


def gallery(
    output: Annotated[Path | None, typer.Option(help="Where to write; default: stdout.")] = None,
) -> None:
    """Write one HTML page with every screen in every language and role."""
    from bot.gallery import page

    html = page()
    if output is None:
        sys.stdout.write(html)
        return
    try:
        output.write_text(html, encoding="utf-8")
    except OSError as wrong:
        complain(f"{output}: {wrong.strerror}")


COMMANDS = (search, questions, gallery)
