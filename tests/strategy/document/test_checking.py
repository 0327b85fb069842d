"""The meaning of a document but for its ladders."""

import pytest

from goodstanding.strategy.document.finding import DocumentRefused, Finding
from goodstanding.strategy.document.reading import read_closely
from tests.strategy.document.sample import SOUND, changed


def found(*pairs: tuple[str, str]) -> tuple[Finding, ...]:
    """Return what is found about the sound document, changed."""
    try:
        return read_closely(changed(*pairs)).warnings
    except DocumentRefused as refused:
        return refused.findings


@pytest.mark.parametrize(
    ("old", "new", "sentence", "suggestion"),
    [
        ("edition: 1", "edition: 1\neffective_until: 2024-12-31", "The last day lies before the first.", ""),
        ('closes: "17:30"', 'closes: "09:00"', "The hours of contact close before they open.", "opens: 09:00"),
        ("treatment: careful", "treatment: carefull", "There is no treatment carefull.", "Did you mean careful?"),
        ("name: large", "name: fragile", "'fragile' stands twice.", ""),
        ("when: balance_minor >= 100000", "when: is_vulnerable  OR IS_DECEASED", "fragile takes them all", ""),
        ("when: balance_minor >= 100000", "when: false", "This never holds.", ""),
        ("segments: [large]", "segments: [lrge]", "There is no segment lrge.", "Did you mean large?"),
        ("segments: [large]", "segments: [fragile]", "fragile rests; there is nothing to try.", ""),
        ("strata: [state]", "strata: [staet]", "There is no column staet.", "Did you mean state?"),
        ("share: 49 %, treatment: plain", "share: 48 %, treatment: plain", "sum to 99 %, not to 100 %", ""),
        ("name: challenger", "name: champion", "'champion' stands twice.", ""),
        ("name: challenger", "name: hold-out", "who is left alone is the hold-out", ""),
        ("49 %, treatment: plain", "49 %, treatment: plan", "There is no treatment plan.", "Did you mean plain?"),
        ("opens: 9:00, closes: 17:00", "opens: 9:00, closes: 9:00", "The team day closes before it opens.", ""),
        ("America/New_York", "America/Gotham", "There is no time zone 'America/Gotham'.", "America/New_York"),
        ("America/New_York", "../etc", "There is no time zone '../etc'.", ""),
        ("America/New_York", "''", "There is no time zone ''.", ""),
    ],
)
def test_what_cannot_be_meant_is_an_error(old: str, new: str, sentence: str, suggestion: str) -> None:
    told = [one for one in found((old, new)) if one.weight == "error"]
    assert any(sentence in one.sentence and suggestion in one.suggestion for one in told), told


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("contacts_most: 2", "contacts_most: 0", "Nobody is ever contacted by this."),
        ("strata: [state]", "strata: [balance_minor]", "balance_minor has too many values"),
        ("    treatment: careful\n", "    treatment: plain\n", ""),
    ],
)
def test_what_is_probably_not_meant_is_a_warning(old: str, new: str, sentence: str) -> None:
    told = found((old, new))
    assert all(one.weight == "warning" for one in told)
    assert [one for one in told if sentence in one.sentence] if sentence else not told


def test_a_treatment_nobody_uses_is_a_warning() -> None:
    told = found(("treatment: careful\n", "treatment: plain\n"), ("treatment: careful}", "treatment: plain}"))
    assert [one.sentence for one in told] == ["No segment and no arm uses the treatment careful."]


def test_calls_without_a_team_are_a_warning() -> None:
    begin = SOUND.index("  teams:")
    told = found((SOUND[begin : SOUND.index("\n", begin + 10) + 1], ""))
    assert [one.sentence for one in told] == ["No team is there to call."]


def test_a_segment_is_tried_in_one_experiment() -> None:
    arms = "[{name: a, share: 100 %, treatment: plain}]"
    second = f"experiments:\n  - {{name: other, seed: 1, segments: [large], arms: {arms}}}\n"
    told = found(("experiments:\n", second))
    assert [one.sentence for one in told] == ["large is tried in other already."]
