"""Reading a whole document."""

import re
import textwrap
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.strategy.document.building import WHEN
from goodstanding.strategy.document.document import ACT_KINDS, EVENT_COLUMNS, Offer, Trigger
from goodstanding.strategy.document.expression.function import FUNCTIONS
from goodstanding.strategy.document.finding import DocumentRefused
from goodstanding.strategy.document.ladder import TONES
from goodstanding.strategy.document.reading import read, read_closely
from tests.guards.checkout import HOME
from tests.strategy.document.sample import SOUND, changed


def test_a_sound_document_is_read_whole() -> None:
    document = read(SOUND)
    assert (document.strategy, document.edition, document.effective_from) == ("corner-shop", 1, date(2025, 1, 1))
    assert (document.opens, document.closes, document.balance_least_minor) == (time(9), time(17, 30), 500)
    assert [segment.treatment for segment in document.segments] == ["", "careful", "plain"]
    plain = document.treatments["plain"]
    assert [(step.name, step.rung) for step in plain.steps] == [
        ("early", 1), ("broken", 0), ("late", 2), ("month-end", 3),
    ]  # fmt: skip
    assert [step.when for step in plain.steps] == [
        Trigger("before_due", 7),
        Trigger("event", 0, "broken_promise"),
        Trigger("past_due", 8),
        Trigger("end_of_month", 30),
    ]
    assert plain.steps[2].offers == (
        Offer("discount", 125_000, 14),
        Offer("plan", instalments_least=2, instalments_most=6),
    )
    assert plain.exits == ("is_in_hardship",)
    (experiment,) = document.experiments
    assert [arm.share_ppm for arm in experiment.arms] == [490_000, 490_000]
    assert experiment.hold_out_ppm == 20_000
    assert document.pressure.days == 30
    assert document.capacity.teams[0].covers == "state = 'NY'"
    assert not read_closely(SOUND).warnings


def test_everything_wrong_is_told_at_once_and_where_it_stands() -> None:
    text = changed(
        ("edition: 1", "edition: 0"),
        ("covers: client = 'Corner Shop'", "covers: >-\n  client = 'Corner Shop'\n  AND blance_minor > 3"),
        ("template: reminder", "tempalte: reminder"),
        ("when: balance_minor >= 100000", "when: \"state = 'NY' and balance_minor >= '5'\""),
    )
    with pytest.raises(DocumentRefused) as refused:
        read(text)
    told = [(finding.line, finding.column, finding.suggestion) for finding in refused.value.findings]
    assert told[0][:2] == (2, 10)
    assert told[1] == (8, 7, "Did you mean balance_minor?")
    assert told[2] == (16, 29, "Write the number without quotation marks: 5.")
    assert told[3][1:] == (9, "Did you mean template?")
    assert len(told) == 4


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("grain: account", "grain: item", ""),
        ("is_vulnerable OR", "item_kind = 'invoice' OR", "There is no column item_kind."),
        ("chance_ppm: coalesce(score, 300) * 1000", "chance_ppm: on_hold", "A number belongs here"),
        ("chance_ppm: coalesce(score, 300) * 1000", "chance_ppm: 250000", ""),
        ("when: is_vulnerable OR is_deceased", "when: true", "No account reaches this segment"),
        ("when: is_vulnerable OR is_deceased", "when: 3", "A condition is true or false"),
        ("exits: [is_in_hardship]", "exits: [hardship]", "There is no column hardship."),
        ("covers: state = 'NY'", "covers: state = 5", "A word and a number cannot be compared."),
        ("effective_from: 2025-01-01", "effective_from: 2025-02-29", "is not a day of the calendar"),
        ("effective_from: 2025-01-01", "effective_from: soon", ""),
    ],
)
def test_expressions_and_days_are_checked_wherever_they_stand(old: str, new: str, sentence: str) -> None:
    text = changed((old, new))
    if not sentence and new != "effective_from: soon":
        read(text)
        return
    with pytest.raises(DocumentRefused) as refused:
        read(text)
    assert sentence in refused.value.findings[0].sentence


LINES = SOUND.splitlines(keepends=True)
PIECES = st.sampled_from([*SOUND.split(), "{", "}", "[", "]", ":", "- ", "\n", "&a", "*a", "|", ">", "!!x", "'", "\t"])


@settings(deadline=None)
@given(st.data())
def test_a_damaged_document_is_read_or_refused_with_places(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        cut = data.draw(st.integers(0, len(line)))
        lines[place] = line[:cut] + data.draw(PIECES) + line[data.draw(st.integers(cut, len(line))) :]
    held("".join(lines))


@settings(deadline=None)
@given(st.text(max_size=60) | st.lists(PIECES, max_size=20).map(" ".join))
def test_garbage_is_refused_with_places(text: str) -> None:
    held(text)


def held(text: str) -> None:
    try:
        read(text)
    except DocumentRefused as refused:
        rows = (
            text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 2
        )
        for finding in refused.findings:
            assert 1 <= finding.line <= rows
            assert finding.column >= 1
            assert finding.sentence.endswith(".")


PAGE = (HOME / "docs" / "strategy.md").read_text()


def test_the_document_that_the_page_shows_is_sound() -> None:
    begin = PAGE.index("    strategy: corner-shop")
    shown = PAGE[begin : PAGE.index("\n\n**Segments**")]
    assert not read_closely(textwrap.dedent(shown)).warnings


@pytest.mark.parametrize("word", [*FUNCTIONS, *WHEN, *EVENT_COLUMNS, *TONES, *ACT_KINDS])
def test_the_page_names_every_word(word: str) -> None:
    assert re.search(rf"\b{word}\b", PAGE)
