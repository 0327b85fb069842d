from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from goodstanding.compliance.situation.reading import ignored
from goodstanding.disputes.notice.act import facts, optional, situation
from goodstanding.disputes.notice.content import NO_OPTIONS, Collector, Notice, Options, Party
from goodstanding.money.amount import Amount
from tests.disputes.notice.sample import LAW, NOTICE, SENT

pytestmark = pytest.mark.law
TODAY = date(2026, 11, 20)
ESTATE = replace(
    NOTICE,
    medium="electronic",
    itemised_on="separate page",
    time_barred=LAW,
    reverse=(LAW,),
    consumer=replace(NOTICE.consumer, estate_of="Petra Placeholder", known_parts=("Paula",)),
    options=replace(NOTICE.options, generated=SENT, spanish_offer_how="Llame."),
)
MORTGAGE = replace(
    NOTICE,
    itemised_on="periodic statement",
    obligation=replace(NOTICE.obligation, debt_type="other", has_periodic_statement=True),
)


def action(notice: Notice, kind: str = "content_check") -> dict[str, Any]:
    told: dict[str, Any] = situation(notice, kind=kind, today=TODAY)["when"]["action"]
    return told


@pytest.mark.parametrize("notice", [NOTICE, ESTATE, MORTGAGE])
def test_every_fact_told_has_a_column(notice: Notice) -> None:
    assert ignored(situation(notice, kind="content_check", today=TODAY)) == []


def test_it_happens_on_the_day_it_is_provided_or_today() -> None:
    assert action(NOTICE)["at"].startswith("2026-07-22")
    assert action(replace(NOTICE, period=replace(NOTICE.period, provided_date=None)))["at"].startswith("2026-11-20")


def test_a_question_about_the_period_tells_nothing_else() -> None:
    assert set(action(NOTICE, kind="validation_period_end")) == {"kind", "at", "debts", "provided_on"}


def test_what_is_blank_is_told_as_blank() -> None:
    blank = replace(
        NOTICE,
        amount_now=None,
        since=replace(NOTICE.since, fees=None),
        then=replace(NOTICE.then, day=None, creditor=" ", account_number=""),
        period=replace(NOTICE.period, end_date=None),
        consumer=replace(NOTICE.consumer, party=Party("", ())),
    )
    told = facts(blank)
    empty = (
        "current_amount_printed", "itemization_date", "itemization_date_creditor_name", "account_number_printed",
        "disclosed_end", "printed_name", "consumer_address",
    )  # fmt: skip
    assert not any(told[name] for name in empty)
    assert told["itemization"] == {"interest": "75.00", "fees": None, "payments_credits": "50.00"}


def test_what_a_notice_has_no_business_with_is_not_told() -> None:
    told = facts(replace(NOTICE, then=replace(NOTICE.then, account_number=None)))
    absent = (
        "account_number_printed", "known_name", "time_barred_disclosure_on", "state_disclosures_on",
        "periodic_statement_enclosed", "itemization_on_separate_page", "model_form_change", "spanish_supplement",
    )  # fmt: skip
    assert not set(absent) & set(told)
    assert not {"itemization", "itemization_date", "amount_on_itemization_date"} & set(facts(MORTGAGE))


def test_sentences_are_those_of_the_form() -> None:
    told = facts(ESTATE)
    assert told["front_reference"] == "Notice: Important: see reverse side (page 2)."
    assert told["reference_statement"] == "See the enclosed separate page for an itemization of the debt."
    assert told["response_headings"] == ["How do you want to respond?", "Check all that apply:"]
    assert told["dispute_prompts"][1:3] == ["This is not my debt.", "The amount is wrong."]
    assert told["model_form_change"] == "name of the deceased, date generated"
    unpointed = replace(ESTATE, options=replace(ESTATE.options, reverse_pointer=False))
    assert facts(unpointed)["front_reference"] is None


def test_the_response_blocks_are_the_same_as_above_or_not() -> None:
    assert facts(replace(NOTICE, mail_to=NOTICE.collector.party))["response_addresses"] is True
    assert facts(replace(NOTICE, mail_to=Party("Another", ("1 Sample Street",))))["response_addresses"] is False


def test_optional_items_are_named() -> None:
    bare = replace(
        NOTICE,
        collector=Collector(NOTICE.collector.party),
        obligation=replace(NOTICE.obligation, brand=""),
        options=NO_OPTIONS,
    )
    assert optional(bare) == []
    assert optional(replace(bare, options=Options(reference="5"), reverse=(LAW,))) == [
        "reference_code",
        "disclosures_under_applicable_law",
    ]
    other = replace(bare, obligation=replace(bare.obligation, is_financial=False))
    assert optional(other) == ["non_financial_creditor_name"]


def test_amounts_of_any_currency_are_told_alike() -> None:
    assert facts(replace(NOTICE, amount_now=Amount(1234, "JPY")))["current_amount_printed"] == "12.34"
    assert facts(replace(NOTICE, amount_now=Amount(5, "USD")))["current_amount_printed"] == "0.05"
