"""What people read alike is found alike, and a part of a text is always found in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.text_form import SHORTEST_WORD, WordTooShort, excerpt, fold, windows, words_of

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MIXED = st.text(st.sampled_from("路灯不亮ＡaB1１ \u3000\n\u200b·é"), max_size=40)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("幸福路路灯不亮", "路灯"),
        ("ＡＢＣ小区１２号楼", "abc"),
        ("ＡＢＣ小区１２号楼", "12号"),
        ("abc小区", "ＡＢ"),
        ("联系 138 0000 1111", "13800001111"),
        ("路\n灯不亮", "路灯"),
        ("路\u200b灯\u00ad不\ufeff亮", "路灯不亮"),
        ("办 事 不 公", "办事不公"),
        ("Cafe\u0301停水", "café"),
        ("㈱停水", "(株)"),
    ],
)
def test_a_word_is_found_however_it_is_written(text: str, word: str) -> None:
    assert excerpt(text, words_of(word)) is not None


@pytest.mark.parametrize(
    ("text", "word"),
    [("幸福路路灯不亮", "灯路"), ("路不灯", "路灯"), ("abc", "ac"), ("", "路灯"), ("路", "路灯")],
)
def test_a_word_that_is_not_there_is_not_found(text: str, word: str) -> None:
    assert excerpt(text, words_of(word)) is None


def test_every_word_must_stand_in_the_text() -> None:
    assert excerpt("幸福路路灯不亮", words_of("路灯 幸福")) == "幸福路路灯不亮"
    assert excerpt("幸福路路灯不亮", words_of("路灯 停水")) is None


@pytest.mark.parametrize("asked", ["", " ", "路", "a", "路灯 水", "\u200b\u200b", "路\u200b"])
def test_a_word_of_one_character_is_refused(asked: str) -> None:
    with pytest.raises(WordTooShort) as refused:
        words_of(asked)
    assert "2" in refused.value.sentence("zh-CN")


def test_what_is_shown_is_the_text_as_written_around_the_word() -> None:
    text = "前" * 50 + "Ａ座\n路灯" + "后" * 80
    shown = excerpt(text, words_of("a座路灯"))
    assert shown == "…" + "前" * 20 + "Ａ座 路灯" + "后" * 40 + "…"


@given(ANYTHING | MIXED, st.integers(0, 60), st.integers(2, 60))
def test_every_part_of_a_text_is_found_in_it(text: str, begin: int, length: int) -> None:
    folded = fold(text)
    part = folded[begin : begin + length]
    if len(part) >= SHORTEST_WORD:
        assert windows(part) <= windows(folded)
        assert excerpt(text, (part,)) is not None


@given(ANYTHING | MIXED)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(fold(fold(text)))
    assert not any(character.isspace() for character in fold(text))
