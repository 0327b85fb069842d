"""Barred by a circumstance, or for want of a consent or a licence; and from when no longer."""

import pytest

from goodstanding.compliance.lawbook.value import LawbookRefused
from tests.compliance.sample import ask, outcomes, rule, situation


def filed(at: str, **more: object) -> dict[str, object]:
    return situation(given={"bankruptcy": {"chapter": 7, "petition_filed_at": at, "stay_in_effect": True, **more}})


def test_barred_while_it_is_so_and_unknown_where_nobody_knows() -> None:
    barred = rule(when="bankruptcy_stay")
    known, unknown = situation(given={"bankruptcy": {"stay_in_effect": False}}), situation()
    assert outcomes(barred, filed("2026-01-01"), known, unknown) == ["refused", "permitted", "unknown"]


def test_from_when_it_is_barred_no_longer() -> None:
    case = situation(given={"moratorium": {"type": "breathing_space", "started": "2026-05-01"}})
    day = rule(when="moratorium_type IS NOT NULL", until="later_by_days(moratorium_started, 60)")
    instant = rule(when="bankruptcy_stay", until="bankruptcy_filed_at")
    assert str(ask(day, case)[0].next_at) == "2026-06-30 04:00:00+00:00", "The day begins on the person's calendar."
    assert str(ask(instant, filed("2026-07-01T10:00:00-04:00"))[0].next_at) == "2026-07-01 14:00:00+00:00"
    assert ask(rule(when="bankruptcy_stay"), filed("2026-01-01"))[0].next_at is None, "It never ends by waiting."


def test_what_is_needed_must_be_there() -> None:
    needs = rule(shape="needs_consent", given="esign_consent")
    cases = [situation(given={"esign_consent": said}) for said in (True, False, None)]
    assert outcomes(needs, *cases) == ["permitted", "refused", "unknown"]
    assert outcomes(rule(shape="needs_licence", given="court_permission"), situation()) == ["refused"]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"shape": "needs_consent"}, "lacks given"),
        ({"when": "act_purpose"}, "when: act_purpose is a word; here stands a yes or no"),
        ({"until": "act_amount"}, "act_amount is an amount; here stands a day or an instant"),
        ({"shape": "needs_licence", "given": "replies", "when": "replies"}, "unknown keys: when"),
    ],
)
def test_what_does_not_fill_its_blanks_is_refused(keys: dict[str, str], sentence: str) -> None:
    with pytest.raises(LawbookRefused, match=sentence):
        rule(**keys)
