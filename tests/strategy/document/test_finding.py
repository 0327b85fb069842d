"""Findings in a document."""

import pytest

from goodstanding.strategy.document.finding import DocumentRefused, Finding, nearest


def test_a_finding_says_where_what_and_what_instead() -> None:
    assert str(Finding(3, 7, "There is no column blance.", "Did you mean balance?")) == (
        "3:7 There is no column blance. Did you mean balance?"
    )
    assert str(Finding(1, 1, "This is empty.")) == "1:1 This is empty."


def test_a_refusal_tells_all_errors_and_keeps_the_warnings() -> None:
    findings = [Finding(1, 1, "One."), Finding(2, 1, "Two.", weight="warning"), Finding(3, 1, "Three.")]
    refusal = DocumentRefused(findings)
    assert "2 things are to be mended" in str(refusal)
    assert "Two." not in str(refusal)
    assert refusal.findings == tuple(findings)


def test_warnings_alone_refuse_nothing() -> None:
    with pytest.raises(AssertionError):
        DocumentRefused([Finding(1, 1, "One.", weight="warning")])


def test_the_nearest_word_is_named_or_the_few_there_are() -> None:
    assert nearest("eMial", ["email", "letter"]) == "Did you mean email?"
    assert nearest("zzz", ["email", "letter"]) == "Known are email, letter."
    assert nearest("zzz", [str(number) for number in range(99)]) == ""
    assert nearest("zzz", []) == ""
