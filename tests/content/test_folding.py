"""Folding makes equal what people mean as equal, and never fails."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.folding import fold, is_syllable, syllables, tones, undo_typing


@given(st.text())
def test_fold_never_raises_and_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_does_not_see_normal_forms(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(max_size=300))
def test_undo_typing_never_raises(text: str) -> None:
    for syllable in syllables(text, 40):
        undo_typing(syllable.folded)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ĐƯỜNG", "duong"),
        ("Thuỷ, thủy!", "thuy thuy"),
        ("đauuuu   quáaaa", "dau qua"),
        ("khônggg", "khong"),
        ("phun-xịt/thuốc_cỏ", "phun xit thuoc co"),
        ("1000 kg", "1000 kg"),
        ("🆘!?", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thuoocs", "thuoc"),
        ("bi5", "bi"),
        ("ddieejn", "dien"),
        ("nguwowif", "nguoi"),
        ("d9ie65n", "dien"),
        ("duocwj", "duoc"),
        ("giaatj", "giat"),
        ("chayr", "chay"),
        ("cwus", "cu"),
        ("xq", "xq"),
        ("trr", "trr"),
    ],
)
def test_typing_residue_is_undone(typed: str, meant: str) -> None:
    assert undo_typing(fold(typed)) == meant


def test_old_and_new_tone_placement_are_equal() -> None:
    assert tones("hoà") == tones("hòa")
    assert tones("thuỷ") == tones("thủy")
    assert tones("ngã") == tones("ngả")
    assert tones("mà") != tones("má")


def test_a_bare_word_among_marked_ones_means_itself() -> None:
    marked = list(syllables("con chim bị ốm", 40))
    bare = list(syllables("con chim bi om", 40))
    assert [s.toned for s in marked][1] == "chim"
    assert {s.toned for s in bare} == {""}


def test_syllables_are_limited() -> None:
    assert len(list(syllables("a " * 4096, 40))) == 40


def test_what_could_be_vietnamese() -> None:
    assert all(map(is_syllable, ["nghieng", "thuoc", "giuong", "a", "xoong"]))
    assert not any(map(is_syllable, ["wifi", "bk", "str", "zz", ""]))
