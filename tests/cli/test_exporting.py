"""`export`: a poster without any settings, and the visits it brought."""

from __future__ import annotations

from pathlib import Path

from tests.cli.commands import antoan

WEB = ("--web", "https://antoan.example.vn")


def test_a_poster(tmp_path: Path) -> None:
    ended = antoan(tmp_path, "export", "poster", "--area", "05425", *WEB, "--format", "png")
    assert (ended.code, ended.err, ended.out) == (0, "", "poster-05425.png\n")
    assert (tmp_path / "poster-05425.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_wrong_is_one_line(tmp_path: Path) -> None:
    for words, complaint in (
        (("--area", "zzzz", *WEB), "no such commune"),
        (("--area", "an binh", *WEB), "use a code: "),
        (("--area", "05425"), "needs an address"),
        (("--area", "05425", *WEB, "--sector", "moon"), "needs one of first_aid"),
        (("--area", "05425", *WEB, "--source", "a-b c"), "at most 16 letters"),
    ):
        ended = antoan(tmp_path, "export", "poster", *words)
        assert ended.code == 2, words
        assert complaint in ended.err
        assert ended.err.count("\n") == 1
