"""Rows nobody can reckon with: each keeps its account off the sheet, says why, and stops nothing else."""

from datetime import date

import pytest

from goodstanding.strategy.night.facts.fault import is_zone
from goodstanding.strategy.night.tables import EXCEPTION
from tests.strategy.night.made import NOON, TODAY, Row, found

MOST = 2**63 - 1
DEBTS: list[Row] = [{"account_id": 1, "person_id": 1}, {"account_id": 2, "person_id": 2}]


def refused(**rows: list[Row]) -> list[tuple[int, str, str]]:
    """Return what is said of which account; account 2 is in order and must be on the sheet."""
    rows.setdefault("debt", DEBTS)
    facts = found(**rows)
    assert facts.exceptions.schema == EXCEPTION
    assert 2 in facts.accounts["account_id"].to_pylist()
    said = [(row["account_id"], row["cause"], row["reason"]) for row in facts.exceptions.to_pylist()]
    assert not {account for account, _, _ in said} & set(facts.accounts["account_id"].to_pylist())
    assert facts.left_out == len({account for account, _, _ in said})
    return said


def test_a_chunk_in_order_has_no_faults() -> None:
    assert refused() == []


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2201, 1, 1), date(9999, 12, 31), date(1, 1, 1)])
def test_a_date_outside_the_years_is_impossible(day: date) -> None:
    told = refused(item=[{"item_id": 1, "account_id": 1, "due_date": day}])
    assert [(account, cause) for account, cause, _ in told] == [(1, "impossible date")]
    assert told[0][2].startswith("An item falls due on ") and told[0][2].endswith(", outside the years 1900 to 2200.")


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2200, 12, 31)])
def test_the_first_and_the_last_date_are_possible(day: date) -> None:
    assert refused(item=[{"item_id": 1, "account_id": 1, "due_date": day}]) == []


def test_a_date_of_a_person_keeps_all_their_accounts_off() -> None:
    debts = [*DEBTS, {"account_id": 3, "person_id": 1}]
    fact = {"person_id": 1, "kind": "bankrupt", "effective_date": date(1066, 10, 14), "learned_at": NOON,
            "circumstance_id": 1}  # fmt: skip
    told = refused(debt=debts, circumstance=[fact])
    assert [(account, cause) for account, cause, _ in told] == [(1, "impossible date"), (3, "impossible date")]


def test_amounts_that_overflow_are_refused_and_one_less_is_not() -> None:
    def posted(account_id: int, minor: int) -> Row:
        return {"account_id": account_id, "amount_minor": minor}

    assert refused(posting=[posted(1, MOST)]) == []
    told = refused(posting=[posted(1, MOST), posted(1, 1), posted(2, 5)])
    assert told == [
        (1, "amount too large", "The amounts of the account, or of its person, are too large to be added up.")
    ]
    both = refused(
        debt=[*DEBTS, {"account_id": 3, "person_id": 1}], posting=[posted(1, MOST), posted(3, -1), posted(2, 7)]
    )
    assert [account for account, _, _ in both] == [1, 3]


@pytest.mark.parametrize("currency", [None, "", "usd", "EURO"])
def test_a_debt_without_its_currency_is_refused(currency: str | None) -> None:
    told = refused(debt=[{"account_id": 1, "person_id": 1, "currency": currency}, DEBTS[1]])
    assert [(account, cause) for account, cause, _ in told] == [(1, "currency unknown")]


def test_a_zone_that_does_not_exist_is_refused_and_none_at_all_is_not() -> None:
    def point(zones: str) -> Row:
        return {"point_id": 1, "person_id": 1, "kind": "phone", "zones": zones}

    assert refused(point=[point("")]) == []
    assert refused(point=[point("America/Chicago\x1fMars/Base")]) == [
        (1, "zone unknown", "There is no time zone called Mars/Base.")
    ]
    assert is_zone("Europe/Berlin") and not is_zone("../etc/passwd") and not is_zone("Mars/Base")


def test_a_person_the_books_do_not_hold_is_refused() -> None:
    facts = found(debt=DEBTS, person=[{"person_id": 2}, {"person_id": 1}])
    assert not facts.exceptions.num_rows


def test_an_account_may_have_several_faults() -> None:
    debts: list[Row] = [{"account_id": 1, "person_id": 1, "currency": "", "placed_date": date(1, 1, 1)}, DEBTS[1]]
    assert [cause for _, cause, _ in refused(debt=debts)] == ["currency unknown", "impossible date"]


def test_what_a_person_owes_leaves_the_faulty_account_out() -> None:
    debts: list[Row] = [{"account_id": 1, "person_id": 2, "currency": ""}, DEBTS[1]]
    facts = found(
        debt=debts, posting=[{"account_id": 1, "amount_minor": 5}, {"account_id": 2, "amount_minor": 7}],
        item=[{"item_id": 1, "account_id": 2, "due_date": TODAY}],
    )  # fmt: skip
    assert facts.accounts.to_pylist()[0]["person_balance_minor"] == 7
