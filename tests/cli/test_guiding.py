"""`search` and `gallery`: the content as people get it, without any settings."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.commands import antoan

EYE = "bi dinh thuoc sau vao mat"
VERDICTS = {"answer", "choices", "unknown", "emergency", "distress", "smalltalk"}


def test_search_in_words(tmp_path: Path) -> None:
    ended = antoan(tmp_path, "search", *EYE.split())
    first, *hits = ended.out.splitlines()
    assert (ended.code, ended.err, first.split()[0]) == (0, "", "emergency")
    assert "first_aid/chemical-in-eye" in hits[0]
    assert list(tmp_path.iterdir()) == []  # it leaves nothing behind


def test_search_in_json(tmp_path: Path) -> None:
    ended = antoan(tmp_path, "search", EYE, "--json")
    found = json.loads(ended.out)
    assert (found["query"], found["verdict"]) == (EYE, "emergency")
    assert found["hits"][0]["id"] == "first_aid/chemical-in-eye"


def test_search_of_a_file(tmp_path: Path) -> None:
    questions = [EYE, "xin chào", "phun thuốc đau đầu", "", "giá vé tàu tết", '"quoted" \\ 🆘']
    (tmp_path / "asked.txt").write_text("\n".join(questions) + "\n", encoding="utf-8")
    ended = antoan(tmp_path, "search", "--file", "asked.txt")
    found = [json.loads(line) for line in ended.out.splitlines()]
    assert [each["query"] for each in found] == questions
    assert {each["verdict"] for each in found} <= VERDICTS
    hits = [hit for each in found for hit in each["hits"]]
    assert hits
    for hit in hits:
        assert hit["id"].startswith(f"{hit['sector']}/")
        assert hit["title"]
        assert hit["score"] >= 0
        assert set(hit) == {"id", "sector", "title", "score"}


def test_search_without_a_question_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"a\xff\n")
    for words in ((), ("--file", "nowhere.txt"), ("--file", "bad.txt")):
        ended = antoan(tmp_path, "search", *words)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith("antoan: ")
        assert ended.err.count("\n") == 1


def test_the_gallery_is_one_page(tmp_path: Path) -> None:
    ended = antoan(tmp_path, "gallery", "--output", "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert page.startswith("<!doctype html>")
    assert page.count("<article>") == page.count("</article>") > 500
    for expected in ("emergencies: general", "guidance: card first_aid/burn", "Cách làm an toàn"):
        assert expected in page
    assert "<script" not in page


def test_a_gallery_that_cannot_be_written(tmp_path: Path) -> None:
    ended = antoan(tmp_path, "gallery", "--output", "nowhere/page.html")
    assert ended.code == 2
    assert ended.err.startswith("antoan: nowhere/page.html")
    assert ended.err.count("\n") == 1
