from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.disputes.notice.content import Since
from goodstanding.disputes.notice.itemisation import ItemisationDate
from goodstanding.disputes.notice.standing import NotInTheBooks, Told, standing_of, truncated
from goodstanding.ledger.posting import Component, Kind, Posted
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.title import Link
from tests.disputes.notice.sample import usd

AT = datetime(2026, 6, 1, tzinfo=UTC)
BILLED, STATEMENT, TODAY = date(2026, 1, 1), date(2026, 2, 1), date(2026, 6, 1)


def line(
    day: date, minor: int, *, kind: Kind = "charge", component: Component = "principal", number: int = 1,
    undoes: int | None = None, cause: Kind | None = None,
) -> Posted:  # fmt: skip
    return Posted(number, kind, cause or kind, day, AT, "receivable", component, 1, minor, undoes)


BILL = line(BILLED, 10_000)


def told(*lines: Posted, **facts: object) -> Told:
    known = replace(DebtFacts(last_statement_date=STATEMENT), **facts)  # type: ignore[arg-type]  # As a test says.
    return Told(TODAY, known, lines or (BILL,), (), "Larch Utilities", "LU-7", "USD")


def since(*lines: Posted) -> Since:
    return standing_of(told(BILL, *lines))[1].since


def later(days: int = 10) -> date:
    return STATEMENT + timedelta(days=days)


def test_nothing_that_happened_is_nothing_and_no_blank() -> None:
    reference, standing = standing_of(told())
    assert (reference, standing.amount, standing.account_number) == ("last statement", usd("100.00"), "LU-7")
    assert standing.since == Since(usd("0"), usd("0"), usd("0"))


def test_what_came_since_is_told_by_what_it_is() -> None:
    found = since(
        line(later(), 300, kind="interest", component="interest", number=2),
        line(later(), 200, kind="fee", component="fees", number=3),
        line(later(), 100, kind="cost", component="costs", number=4),
        line(later(), -4_000, kind="receipt", number=5),
        line(later(), -50, kind="credit note", number=6),
        line(later(), -25, kind="write-off", component="fees", number=7),
    )
    assert found == Since(usd("3.00"), usd("3.00"), usd("40.75"))


def test_the_day_itself_belongs_to_what_was_owed_then() -> None:
    on_it = line(STATEMENT, 300, kind="interest", component="interest", number=2)
    assert standing_of(told(BILL, on_it))[1].amount == usd("103.00")
    assert since(on_it._replace(effective_date=later(1))).interest == usd("3.00")


def test_a_payment_that_bounced_was_none() -> None:
    paid = line(later(), -4_000, kind="receipt", number=5)
    back = line(later(20), 4_000, kind="reversal", cause="receipt", number=6, undoes=5)
    assert since(paid, back) == Since(usd("0"), usd("0"), usd("0"))


def test_interest_taken_back_that_was_charged_before_is_a_credit() -> None:
    charged = line(BILLED, 500, kind="interest", component="interest", number=2)
    back = line(later(), -500, kind="reversal", cause="interest", component="interest", number=3, undoes=2)
    assert since(charged, back) == Since(usd("0"), usd("0"), usd("5.00"))


def test_a_bill_since_then_has_no_line_so_a_later_date_is_taken() -> None:
    lines = (BILL, line(later(), 700, number=2))
    with pytest.raises(NotInTheBooks, match="something was billed on 2026-02-11"):
        standing_of(told(*lines))
    reference, standing = standing_of(told(*lines, charge_off_date=later(30)))
    assert (reference, standing.amount) == ("charge-off", usd("107.00"))


def test_the_date_that_the_client_named_is_taken_and_no_other() -> None:
    debt = told(charge_off_date=later(), attributes={"itemization_date": later().isoformat()})
    assert standing_of(debt)[0] == "charge-off"
    with pytest.raises(NotInTheBooks, match="is no day of the five that are known"):
        standing_of(told(attributes={"itemization_date": "2026-02-02"}))


def test_the_date_of_an_earlier_notice_is_kept() -> None:
    kept = ItemisationDate("charge-off", later())
    assert standing_of(told(charge_off_date=later(5)), kept=kept)[0] == "charge-off"


FIGURES = {
    "itemization_amount": "80.00", "itemization_interest": "15.00", "itemization_fees": "5.00",
    "itemization_paid": "0",
}  # fmt: skip


def test_what_the_client_told_holds_until_the_day_it_was_placed() -> None:
    debt = told(
        BILL, line(later(60), -1_000, kind="receipt", number=2), placed_date=later(30), attributes=FIGURES,
    )  # fmt: skip
    standing = standing_of(debt)[1]
    assert (standing.amount, standing.since) == (usd("80.00"), Since(usd("15.00"), usd("5.00"), usd("10.00")))


def test_half_of_what_must_be_told_is_not_enough() -> None:
    with pytest.raises(NotInTheBooks, match="itemization_fees and placed_date are missing"):
        standing_of(told(attributes={name: text for name, text in FIGURES.items() if name != "itemization_fees"}))
    with pytest.raises(NotInTheBooks, match="itemization_paid cannot be read: 'free'"):
        standing_of(told(attributes=FIGURES | {"itemization_paid": "free"}, placed_date=later()))


def test_a_debt_that_was_sold_says_whose_it_was_then() -> None:
    sold = replace(
        told(original_creditor="Old Gas", attributes={"account_number": "none"}),
        chain=(Link(1, "Old Gas", "Larch Utilities", later()),),
    )
    assert standing_of(sold)[1].creditor == "Old Gas" and sold.owner_now == "Larch Utilities"
    with pytest.raises(NotInTheBooks, match="it began with Old Gas, and no transfer to Larch Utilities is known"):
        standing_of(replace(sold, chain=()))
    with pytest.raises(NotInTheBooks, match=r"the account number that Old Gas gave it is missing \(account_number\)"):
        standing_of(replace(sold, facts=replace(sold.facts, attributes={})))
    said = {"itemization_creditor": "Old Gas", "account_number": "none"}
    named = standing_of(replace(sold, chain=(), facts=replace(sold.facts, attributes=said)))[1]
    assert (named.creditor, named.account_number) == ("Old Gas", None)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("4000 1234 5678 9010", "xxxx xxxx xxxx 9010"),
        ("12345678", "xxxx5678"),
        ("1234567", "1234567"),
        ("LU-7", "LU-7"),
    ],
)
def test_a_long_number_is_truncated_and_a_short_one_is_not(number: str, shown: str) -> None:
    assert truncated(number) == shown


@given(
    st.lists(
        st.tuples(
            st.integers(-3, 90),
            st.integers(1, 9_999),
            st.sampled_from(["interest", "fees", "paid", "credit"]),
        ),
        max_size=12,
    )
)
def test_the_sum_always_comes_out(happened: list[tuple[int, int, str]]) -> None:
    made: dict[str, tuple[Kind, Component, int]] = {
        "interest": ("interest", "interest", 1), "fees": ("fee", "fees", 1), "paid": ("receipt", "principal", -1),
        "credit": ("credit note", "principal", -1),
    }  # fmt: skip
    lines = [BILL._replace(amount_minor=1_000_000)]
    for number, (days, minor, what) in enumerate(happened, start=2):
        kind, component, sign = made[what]
        lines.append(line(later(days), sign * minor, kind=kind, component=component, number=number))
    debt = told(*lines)
    standing = standing_of(debt)[1]
    interest, fees, paid = standing.since.interest, standing.since.fees, standing.since.paid
    assert interest is not None and fees is not None and paid is not None
    assert standing.amount + interest + fees - paid == debt.amount_now
