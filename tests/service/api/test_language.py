"""Callers are answered in Chinese or English, as their Accept-Language header says."""

import pytest

from service.api.language import preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("*", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-TW, en;q=0.9", "zh-CN"),
        ("zh-Hans-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en", "en"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("en;q=0.1, zh;q=0.2", "zh-CN"),
        ("en;q=0.5, zh;q=0.5", "en"),
        ("de", "en"),
        ("de;q=0.3, *;q=0.1", "en"),
        ("zh;q=0", "zh-CN"),
        ("en;q=zwei", "zh-CN"),
        ("en;q=nan", "zh-CN"),
        (";;;,,,q=1", "zh-CN"),
        ("zh" + "x" * 100_000, "en"),
    ],
)
def test_the_preferred_language_is_the_one_with_the_highest_weight(
    header: str | None, language: str
) -> None:
    assert preferred(header) == language
