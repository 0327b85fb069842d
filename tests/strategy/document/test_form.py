"""The form of a document."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from goodstanding.access.role import Role
from goodstanding.strategy.document import document, ladder
from goodstanding.strategy.document.form import misfits, schema
from goodstanding.strategy.document.page import Page
from tests.strategy.document.sample import SOUND, changed


def test_the_form_is_a_schema_and_the_sample_fits_it() -> None:
    Draft202012Validator.check_schema(dict(schema()))
    assert not misfits(Page(SOUND))


def test_the_form_knows_the_words_of_the_document() -> None:
    step: Any = schema()["$defs"]["step"]["properties"]
    assert set(step["act"]["enum"]) == set(document.ACT_KINDS)
    assert set(step["when"]["properties"]["event"]["enum"]) == set(document.EVENT_COLUMNS)
    assert set(step["tone"]["enum"]) == set(ladder.TONES)
    assert set(step["approval"]["enum"]) <= {role.value for role in Role}
    assert {*ladder.WRITTEN, document.TASK_CHANNEL, "call"} == set(schema()["$defs"]["channel"]["enum"])


@pytest.mark.parametrize(
    ("old", "new", "sentence", "suggestion"),
    [
        ("edition: 1", "edition: one", "A whole number belongs here.", "The number of this edition"),
        ("edition: 1\n", "", "edition is missing here.", ""),
        ("grain: account", "grain: acount", "'acount' is not known here.", "Did you mean account?"),
        ("name: large", "name: Large!", "'Large!' cannot stand here.", "Write a name of small letters"),
        ("  plain:\n", '  "plain\\n":\n', "cannot stand here.", "Write a name"),
        ("{before_due_days: 7}", "{before_due_days: 0}", "'0' is less than 1.", "Whole days from 1 to 365."),
        ("{before_due_days: 7}", "{before_due_days: 999}", "'999' is more than 365.", ""),
        ("{before_due_days: 7}", "{}", "Nothing stands here.", "When the step is due"),
        ("{before_due_days: 7}", "{before_due_days: 7, days_past_due: 1}", "More than 1 stand here.", "One of them."),
        ("{end_of_month: 30}", "{end_of_month: false}", "'False' cannot stand here.", "Write true"),
        ("channels: [email]", "channels: []", "Nothing stands here.", ""),
        ("wait_days: 5", "wait_day: 5", "'wait_day' has no meaning here.", "Did you mean wait_days?"),
        ("hold_out: 2 %", "hold_out: 2", "A text belongs here.", "A share written as 49 %."),
        ("hold_out: 2 %", "hold_out: two %", "'two %' cannot stand here.", "Write a share written as 49 %."),
        ("days: 30", "days: 31", "'31' is not known here.", "Known are 1, 7, 30."),
        ("effective_from: 2025-01-01", "effective_from: 2025-02-30", "'2025-02-30' is not a day of the calendar.", ""),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(old: str, new: str, sentence: str, suggestion: str) -> None:
    found = misfits(Page(changed((old, new))))
    assert any(sentence in one.sentence and suggestion in one.suggestion for one in found), found


def test_a_misfit_stands_at_its_key() -> None:
    (found,) = misfits(Page(changed(("wait_days: 5", "wait_day: 5"))))
    assert (found.line, found.column) == (SOUND[: SOUND.index("wait_days")].count("\n") + 1, 9)


@pytest.mark.parametrize("text", ["3", "[]", "word", "{}"])
def test_what_is_no_mapping_does_not_fit(text: str) -> None:
    assert misfits(Page(text))
