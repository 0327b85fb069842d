import copy
import re
from datetime import date
from typing import Any

import pytest

from goodstanding.disputes.notice.check import problems
from goodstanding.disputes.notice.itemisation import ItemisationDate
from goodstanding.disputes.notice.reading import NoticeUnreadable, read
from goodstanding.money.amount import Amount
from tests.disputes.notice.sample import FILE, LAW, NOTICE


def changed(path: str, value: Any) -> dict[str, Any]:
    told = copy.deepcopy(FILE)
    *parts, last = path.split(".")
    inner = told
    for part in parts:
        inner = inner.setdefault(part, {})
    inner[last] = value
    return told


def without(path: str) -> dict[str, Any]:
    told = changed(path, None)
    *parts, last = path.split(".")
    inner = told
    for part in parts:
        inner = inner[part]
    del inner[last]
    return told


def test_a_file_is_the_notice_it_describes() -> None:
    assert read(FILE) == NOTICE


def test_what_may_be_said_besides() -> None:
    law = {"text": LAW.text, "law": LAW.law}
    party = {"name": "A", "address": ["B", "C"]}
    assert read(changed("time_barred", law)).time_barred == LAW
    assert read(changed("reverse", [law, law])).reverse == (LAW, LAW)
    assert read(changed("mail_to", party)).mail_to == read(changed("return_to", party)).return_to
    assert read(changed("itemisation.printed_on", "separate page")).itemised_on == "separate page"
    earlier = {"reference": "charge-off", "date": "2017-06-01"}
    assert read(changed("itemisation.earlier", earlier)).earlier == ItemisationDate("charge-off", date(2017, 6, 1))
    assert read(changed("options.generated", "2020-07-21")).options.generated == date(2020, 7, 21)


def test_nothing_is_written_as_zero_or_none() -> None:
    assert read(changed("itemisation.interest", "none")).since.interest == Amount(0, "USD")
    assert read(changed("itemisation.fees", "0")).since.fees == Amount(0, "USD")
    assert read(without("itemisation.paid")).since.paid is None


def test_no_account_number_is_another_thing_than_silence() -> None:
    assert read(changed("itemisation.account_number", None)).then.account_number is None
    assert [one.number for one in problems(read(without("itemisation.account_number")))] == [10]


def test_whoever_does_not_say_is_held_to_the_stricter_case() -> None:
    assert read(without("debt.is_financial")).obligation.is_financial
    assert not read(changed("debt.is_financial", value=False)).obligation.is_financial


def test_an_empty_file_lacks_what_every_notice_owes() -> None:
    numbers = {one.number for one in problems(read({}))}
    assert numbers == {1, 2, 5, 6, 9, 10, 12, 13, 14, 15, 16, 17, 18, 24, 25, 27}


def test_the_earliest_end_is_a_day_or_follows_from_two_numbers() -> None:
    assert read(changed("period.minimum_end_date", "2026-08-28")).period == NOTICE.period
    assert read(without("period.provided_date")).period.minimum_end_date is None


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("collector.nme", "A", "collector.nme is nothing that a notice has"),
        ("colector", {}, "colector is nothing"),
        ("collector", "A", "collector must be an object"),
        ("collector.name", 7, "collector.name must be a text"),
        ("collector.address", "A", "collector.address must be a list"),
        ("collector.address", [1], "collector.address must be a list"),
        ("reverse", {}, "reverse must be a list"),
        ("reverse", ["A"], "reverse[0] must be an object"),
        ("reverse", [{"txt": "A"}], "reverse[0].txt is nothing"),
        ("options.payment_options", "yes", "options.payment_options must be true or false"),
        ("options.cfpb_pointer", 1, "options.cfpb_pointer must be true or false"),
        ("medium", "fax", "medium must be one of mail, electronic"),
        ("debt.type", "boat", "debt.type must be one of card"),
        ("itemisation.reference", "first date", "itemisation.reference must be one of last statement"),
        ("itemisation.date", "01/02/2017", "itemisation.date must be a day"),
        ("itemisation.amount", "2,234.56", "itemisation.amount: '2,234.56' is not a plain decimal"),
        ("itemisation.amount", 2234.56, "itemisation.amount must be a text"),
        ("itemisation.fees", "0.001", "more decimals than USD"),
        ("currency", "usd", "currency: 'usd' is not the ISO 4217 code"),
        ("period.minimum_end_date", {"receipt_days": 5}, "period_days must be a whole number"),
        ("period.minimum_end_date", {"receipt_days": True, "period_days": 30}, "receipt_days must be a whole number"),
        ("period.minimum_end_date", {"receipt_days": -1, "period_days": 30}, "receipt_days must be a whole number"),
        ("period.minimum_end_date", {"receipt_days": 5, "period_days": 367}, "period_days must be a whole number"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(path: str, value: Any, place: str) -> None:
    with pytest.raises(NoticeUnreadable, match=re.escape(place)):
        read(changed(path, value))


@pytest.mark.parametrize("told", [None, [], "notice", 1])
def test_a_notice_is_an_object(told: object) -> None:
    with pytest.raises(NoticeUnreadable, match="The notice must be an object"):
        read(told)
