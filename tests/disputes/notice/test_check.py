from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from goodstanding.disputes.notice.check import NoticeRefused, problems, require_sound
from goodstanding.disputes.notice.content import Disclosure, Notice, Party
from goodstanding.disputes.notice.itemisation import ItemisationDate
from goodstanding.money.amount import Amount
from tests.disputes.notice.sample import END, LAW, NOTICE, SENT

pytestmark = pytest.mark.law
Spoil = Callable[[Notice], Notice]


def wrong(notice: Notice) -> set[int]:
    return {one.number for one in problems(notice)}


def changed(party: Party, name: str | None, address: tuple[str, ...] | None) -> Party:
    return Party(party.name if name is None else name, party.address if address is None else address)


def collector(n: Notice, name: str | None = None, address: tuple[str, ...] | None = None) -> Notice:
    return replace(n, collector=replace(n.collector, party=changed(n.collector.party, name, address)))


def consumer(n: Notice, name: str | None = None, address: tuple[str, ...] | None = None) -> Notice:
    return replace(n, consumer=replace(n.consumer, party=changed(n.consumer.party, name, address)))


def test_the_model_forms_own_figures_are_sound() -> None:
    assert problems(NOTICE) == ()
    require_sound(NOTICE)


REMOVED: dict[str, tuple[int, Spoil]] = {
    "Collector's name": (1, lambda n: collector(n, name="")),
    "Collector's address": (2, lambda n: collector(n, address=())),
    "Consumer's name": (5, lambda n: consumer(n, name=" ")),
    "Consumer's address": (6, lambda n: consumer(n, address=("", " "))),
    "Creditor on the itemisation date": (9, lambda n: replace(n, then=replace(n.then, creditor=""))),
    "Account number on the itemisation date": (10, lambda n: replace(n, then=replace(n.then, account_number=""))),
    "Current creditor": (12, lambda n: replace(n, obligation=replace(n.obligation, creditor_now=""))),
    "Itemisation date": (13, lambda n: replace(n, then=replace(n.then, day=None))),
    "Amount on the itemisation date": (14, lambda n: replace(n, then=replace(n.then, amount=None))),
    "Interest since": (15, lambda n: replace(n, since=replace(n.since, interest=None))),
    "Fees since": (16, lambda n: replace(n, since=replace(n.since, fees=None))),
    "Payments and credits since": (17, lambda n: replace(n, since=replace(n.since, paid=None))),
    "Current amount": (18, lambda n: replace(n, amount_now=None)),
    "Pointer to the reverse": (
        22,
        lambda n: replace(n, reverse=(LAW,), options=replace(n.options, reverse_pointer=False)),
    ),
    "Dispute statement": (24, lambda n: replace(n, period=replace(n.period, end_date=None))),
    "Electronic disputes and requests": (
        26,
        lambda n: replace(n, medium="electronic", options=replace(n.options, disputes_at="")),
    ),
    "Pointer to the Bureau's website": (28, lambda n: replace(n, options=replace(n.options, cfpb_pointer=False))),
}


@pytest.mark.parametrize("name", REMOVED)
def test_a_required_field_that_is_missing_is_refused_with_its_name(name: str) -> None:
    number, spoil = REMOVED[name]
    found = {one.number: one for one in problems(spoil(NOTICE))}
    assert found[number].name == name
    assert set(found) == ({24, 25, 27} if number == 24 else {number})
    with pytest.raises(NoticeRefused, match=f"{name} \\(field {number}\\)"):
        require_sound(spoil(NOTICE))


def test_everything_is_told_at_once_in_the_order_of_the_form() -> None:
    notice = NOTICE
    for _, spoil in REMOVED.values():
        notice = spoil(notice)
    numbers = [one.number for one in problems(notice)]
    assert numbers == sorted(numbers)
    assert {number for number, _ in REMOVED.values()} <= set(numbers)
    with pytest.raises(NoticeRefused) as refusal:
        require_sound(notice)
    assert refusal.value.problems == problems(notice)


def test_problems_cite_the_provision() -> None:
    (found,) = problems(REMOVED["Current creditor"][1](NOTICE))
    assert found.citation == "12 CFR 1006.34(c)(2)(v)"
    (found,) = problems(REMOVED["Electronic disputes and requests"][1](NOTICE))
    assert found.citation == "12 CFR 1006.34(c)(3)(v), 12 CFR 1006.34(d)(3)(v)(B)"


@pytest.mark.parametrize(("minor", "sound"), [(228456, True), (228457, False), (228455, False)])
def test_the_sum_must_come_out(minor: int, sound: bool) -> None:
    found = problems(replace(NOTICE, amount_now=Amount(minor, "USD")))
    assert ({one.number for one in found} == set()) is sound
    assert sound or "does not add up: USD 2,234.56" in found[0].sentence


def test_amounts_in_two_currencies_below_zero_or_of_nothing_are_refused() -> None:
    assert wrong(replace(NOTICE, amount_now=Amount(228456, "EUR"))) == {18}
    assert wrong(replace(NOTICE, since=replace(NOTICE.since, paid=Amount(-5000, "USD")))) == {17, 18}
    nothing = replace(NOTICE, amount_now=Amount(0, "USD"), since=replace(NOTICE.since, paid=Amount(233456, "USD")))
    assert wrong(nothing) == {18}


def test_a_blank_line_is_not_a_zero() -> None:
    zero = Amount(0, "USD")
    since = replace(NOTICE.since, interest=zero, fees=zero, paid=zero)
    assert wrong(replace(NOTICE, since=since, amount_now=NOTICE.then.amount)) == set()


def test_what_is_owed_only_for_financial_products_is_not_owed_otherwise() -> None:
    other = replace(
        NOTICE,
        obligation=replace(NOTICE.obligation, is_financial=False),
        then=replace(NOTICE.then, creditor="", account_number=None),
    )
    assert wrong(other) == set()


@pytest.mark.parametrize(
    ("number", "sound"), [("6789", True), ("XXXX-XXXX-6789", True), ("XXXX-XXXX", False), ("…1", True)]
)
def test_a_truncated_account_number_is_recognisable(number: str, sound: bool) -> None:
    assert wrong(replace(NOTICE, then=replace(NOTICE.then, account_number=number))) == (set() if sound else {10})


def test_the_end_date_is_not_earlier_than_the_law_lets_it_be() -> None:
    day_before = replace(NOTICE, period=replace(NOTICE.period, end_date=END - timedelta(days=1)))
    assert wrong(day_before) == {24, 25, 27}
    assert "earlier than 2026-08-28" in problems(day_before)[0].sentence
    assert wrong(replace(NOTICE, period=replace(NOTICE.period, end_date=END + timedelta(days=1)))) == set()


def test_an_end_date_that_cannot_be_checked_is_refused() -> None:
    assert wrong(replace(NOTICE, period=replace(NOTICE.period, minimum_end_date=None))) == {24, 25, 27}
    assert wrong(replace(NOTICE, period=replace(NOTICE.period, provided_date=None))) == {24}
    backwards = replace(NOTICE.period, end_date=SENT, minimum_end_date=SENT)
    assert wrong(replace(NOTICE, period=backwards)) == {24, 25, 27}


def test_the_itemisation_date_lies_behind_and_stays() -> None:
    on_the_day = replace(NOTICE.then, day=ItemisationDate("judgment", SENT))
    a_day_late = replace(NOTICE.then, day=ItemisationDate("judgment", SENT + timedelta(days=1)))
    assert wrong(replace(NOTICE, then=on_the_day)) == set()
    assert wrong(replace(NOTICE, then=a_day_late)) == {13}
    assert wrong(replace(NOTICE, earlier=NOTICE.then.day)) == set()
    assert wrong(replace(NOTICE, earlier=ItemisationDate("charge-off", date(2017, 6, 1)))) == {13}


def test_known_parts_of_a_name_are_not_left_out() -> None:
    whole = consumer(NOTICE, name="Paula Q. Placeholder Jr.")
    known = replace(whole, consumer=replace(whole.consumer, known_parts=("Paula", "Q.", "placeholder", "Jr.")))
    assert wrong(known) == set()
    assert wrong(consumer(known, name="Paula Placeholder Jr.")) == {5}
    # A part is a word of its own: "Q." is not in "Quentin".
    assert wrong(consumer(known, name="Paula Quentin Placeholder Jr.")) == {5}


def test_the_blocks_below_repeat_the_names_above() -> None:
    same = replace(NOTICE, mail_to=NOTICE.collector.party, return_to=NOTICE.consumer.party)
    assert wrong(same) == set()
    elsewhere = Party("Harbor Lane Recovery", ("P.O. Box 555", "Springfield, CA 9000"))
    assert wrong(replace(NOTICE, mail_to=elsewhere, return_to=elsewhere)) == {39, 40}


def test_pointers_and_what_they_point_to_belong_together() -> None:
    assert wrong(replace(NOTICE, reverse=(LAW,))) == set()
    assert wrong(replace(NOTICE, options=replace(NOTICE.options, reverse_pointer=True))) == {22}
    assert wrong(replace(NOTICE, options=replace(NOTICE.options, spanish_offer=False, spanish_offer_how="Llame."))) == {
        30
    }


def test_an_electronic_notice_needs_both_channels() -> None:
    electronic = replace(NOTICE, medium="electronic")
    assert wrong(electronic) == set()
    assert wrong(replace(electronic, options=replace(NOTICE.options, requests_at=""))) == {26}
    assert wrong(replace(NOTICE, options=replace(NOTICE.options, requests_at="", disputes_at=""))) == set()


def test_added_words_need_a_law() -> None:
    assert wrong(replace(NOTICE, time_barred=LAW)) == set()
    assert wrong(replace(NOTICE, time_barred=Disclosure("Pay now.", ""))) == {21}
    assert wrong(replace(NOTICE, reverse=(LAW, Disclosure("", "Invented Act")))) == {23}


def test_only_a_mortgage_with_statements_may_refer_to_one() -> None:
    spared = replace(
        NOTICE,
        itemised_on="periodic statement",
        then=replace(NOTICE.then, day=None, amount=None),
        since=replace(NOTICE.since, interest=None, fees=None, paid=None),
    )
    assert wrong(spared) == {20}
    mortgage = replace(spared, obligation=replace(NOTICE.obligation, has_periodic_statement=True))
    assert wrong(mortgage) == set()
    assert wrong(replace(mortgage, amount_now=None)) == {18}


def test_a_separate_page_is_held_to_the_same_sum() -> None:
    apart = replace(NOTICE, itemised_on="separate page")
    assert wrong(apart) == set()
    assert wrong(replace(apart, since=replace(NOTICE.since, fees=None))) == {16}
