from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.disputes.notice.check import problems
from goodstanding.disputes.notice.content import Notice, Party
from goodstanding.disputes.notice.field import BY_KEY
from goodstanding.disputes.notice.judgement import FIELDS_OF, Judgement, judgements, with_period_ends
from goodstanding.money.amount import Amount
from tests.disputes.notice.sample import END, LAW, NOTICE
from tests.disputes.notice.test_act import ESTATE, MORTGAGE, TODAY
from tests.disputes.notice.test_check import REMOVED, Spoil

pytestmark = pytest.mark.law


def judged(*notices: Notice) -> list[Judgement]:
    return judgements(notices, lawbook=shipped(), today=TODAY)


def rulings(notice: Notice) -> list[tuple[str, tuple[str, ...]]]:
    (found,) = judged(notice)
    return [(one.rule_id, one.wrong) for one in found.rulings]


def provided(day: date | None, minimum: date | None = None, end: date | None = END) -> Notice:
    return replace(NOTICE, period=replace(NOTICE.period, provided_date=day, minimum_end_date=minimum, end_date=end))


@pytest.mark.parametrize("notice", [NOTICE, ESTATE, MORTGAGE, replace(ESTATE, medium="mail")])
def test_what_the_form_prints_passes_every_rule(notice: Notice) -> None:
    (found,) = judged(notice)
    assert found.rulings == ()
    assert found.rules_asked > 20
    assert found.edition == shipped().edition


def test_nothing_asked_is_nothing_judged() -> None:
    assert judged() == []


@pytest.mark.parametrize("name", REMOVED)
def test_what_a_field_says_no_rule_says_again(name: str) -> None:
    spoilt = REMOVED[name][1](NOTICE)
    (found,) = judged(spoilt)
    assert found.problems == problems(spoilt) != ()
    assert found.rulings == ()
    assert not found.is_sound


def account_number(number: str) -> Spoil:
    return lambda notice: replace(notice, then=replace(notice.then, account_number=number))


def collector(name: str, line: str) -> Spoil:
    return lambda notice: replace(notice, collector=replace(notice.collector, party=Party(name, (line,))))


def supplement(words: str) -> Spoil:
    return lambda notice: replace(notice, options=replace(notice.options, spanish_offer_how=words))


@pytest.mark.parametrize(
    ("spoil", "rule", "wrong"),
    [
        (account_number("****234"), "us.regf.notice_account_number", ()),
        (collector("-", "P.O. Box 555"), "us.regf.notice_collector_name", ("name",)),
        (collector("Harbor", "Payments only, P.O. Box 5"), "us.regf.notice_collector_name", ("address",)),
        (supplement("Llame in English."), "us.regf.notice_spanish_supplement", ("something_else",)),
    ],
)
def test_what_only_the_lawbook_sees(spoil: Callable[[Notice], Notice], rule: str, wrong: tuple[str, ...]) -> None:
    (found,) = judged(spoil(NOTICE))
    assert found.problems == ()
    assert not found.is_sound
    assert rulings(spoil(NOTICE)) == [(rule, wrong)]
    assert found.rulings[0].citation.startswith("12 CFR 1006.34")


def test_four_digits_of_a_number_can_be_recognised() -> None:
    assert rulings(account_number("****1234")(NOTICE)) == []


def test_a_rule_still_says_what_no_field_did() -> None:
    spoilt = collector("", "Website only")(NOTICE)
    assert [one.key for one in problems(spoilt)] == ["collector_name"]
    assert rulings(spoilt) == [("us.regf.notice_collector_name", ("address",))]


def test_an_end_date_is_held_against_the_lawbook_whatever_minimum_was_told() -> None:
    lenient = date(2026, 8, 1)
    assert rulings(provided(date(2026, 7, 22), lenient, date(2026, 8, 28))) == []
    early = provided(date(2026, 7, 22), lenient, date(2026, 8, 27))
    assert rulings(early) == [("us.regf.notice_end_date", ("late_enough",))]
    assert "before 2026-08-28, the earliest" in judged(early)[0].rulings[0].sentence


def test_before_the_law_one_sentence_stands_for_all_rules() -> None:
    last_day, first_day = provided(date(2021, 11, 29), END), provided(date(2021, 11, 30), END)
    (found,) = judged(last_day)[0].rulings
    assert (found.effect, found.rule_id) == ("unknown", "")
    assert "does not know the law on notices of 2021-11-29" in found.sentence
    assert len(found.wrong) == judged(last_day)[0].rules_asked
    assert rulings(first_day) == []


@pytest.mark.parametrize(
    ("sent", "end"),
    [
        (date(2026, 7, 22), date(2026, 8, 28)),
        (date(2026, 6, 12), date(2026, 7, 22)),  # Juneteenth, a Friday, lies between.
        (date(2026, 6, 29), date(2026, 8, 5)),  # Independence Day is a Saturday; its Friday off is no 6103(a) day.
        (date(2026, 7, 25), date(2026, 8, 30)),  # Sent on a Saturday.
        (date(2021, 11, 29), None),  # The day before the law.
        (None, None),
    ],
)
def test_the_earliest_end_is_the_lawbooks(sent: date | None, end: date | None) -> None:
    (found,) = with_period_ends([provided(sent)], lawbook=shipped(), today=TODAY)
    assert found.period.minimum_end_date == end


def test_a_minimum_that_is_told_is_kept() -> None:
    told, wanting = provided(date(2026, 7, 22), date(2026, 9, 1)), provided(date(2026, 7, 22))
    found = with_period_ends([told, wanting, told], lawbook=shipped(), today=TODAY)
    assert [one.period.minimum_end_date for one in found] == [date(2026, 9, 1), date(2026, 8, 28), date(2026, 9, 1)]


def test_a_batch_is_so_many_single_notices() -> None:
    batch = [NOTICE, account_number("****1")(NOTICE), replace(NOTICE, amount_now=Amount(1, "USD"), reverse=(LAW,))]
    assert judged(*batch) == [one for notice in batch for one in judged(notice)]


def test_the_table_names_rules_and_fields_that_exist() -> None:
    for rule_id, names in FIELDS_OF.items():
        rule = shipped().rule(rule_id)
        said = {str(name) for part in ("must", "must_not") for name, _ in rule.options.get(part, [])} or {""}
        assert set(names) <= said, rule_id
        assert {key for keys in names.values() for key in keys} <= set(BY_KEY)
