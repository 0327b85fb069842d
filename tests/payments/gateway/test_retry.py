"""When a collection may be tried again: the codes of the schemes, at the limit and one more."""

from datetime import date, timedelta

import pytest

from goodstanding.payments.gateway.retry import RetryRefused, first_day, refuse_day, rule_of, rules

FIRST = date(2026, 1, 5)


@pytest.mark.law
@pytest.mark.parametrize("code", ["R01", "R09"])
def test_no_funds_is_tried_twice_more_within_180_days(code: str) -> None:
    rule = rule_of("ach", code)
    assert first_day(rule, retries=1, first_date=FIRST, last_date=FIRST) > FIRST
    with pytest.raises(RetryRefused, match="more than 2 times"):
        first_day(rule, retries=2, first_date=FIRST, last_date=FIRST)
    last = FIRST + timedelta(days=180)
    refuse_day(rule, last, retries=0, first_date=FIRST, last_date=FIRST)
    with pytest.raises(RetryRefused, match="not on"):
        refuse_day(rule, last + timedelta(days=1), retries=0, first_date=FIRST, last_date=FIRST)
    with pytest.raises(RetryRefused, match="until"):
        first_day(rule, retries=1, first_date=FIRST, last_date=last)


@pytest.mark.law
@pytest.mark.parametrize(
    ("scheme", "code"),
    [("ach", "R02"), ("ach", "R03"), ("ach", "R04"), ("ach", "R10"), ("ach", "R99"), ("ach", ""), ("sepa", "MD01"),
     ("bacs", "1"), ("card", "stolen_card"), ("other", "R01")],
)  # fmt: skip
def test_what_is_refused_or_unknown_is_never_tried_again(scheme: str, code: str) -> None:
    with pytest.raises(RetryRefused, match="at all"):
        first_day(rule_of(scheme, code), retries=0, first_date=FIRST, last_date=FIRST)


def test_every_rule_names_its_source_and_waits_where_it_allows() -> None:
    assert all(rule.source and rule.meaning for rule in rules().values())
    assert all(rule.within_days > rule.wait_days > 0 for rule in rules().values() if rule.more)
