"""What was agreed, on the sheet, is what the pure nouns say of it."""

from datetime import date
from random import Random
from typing import Any

from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.arrangements.plan.standing import Standing, stand
from goodstanding.arrangements.promise import Payment
from tests.strategy.night.made import DAY, TODAY, accounts


def agreed(
    account_id: int, parts: list[Instalment], *, begins: date, grace: int, kind: str = "plan"
) -> list[dict[str, Any]]:
    return [
        {
            "kind": kind, "agreed_id": account_id, "account_id": account_id, "begins_date": begins, "grace_days": grace,
            "number": one.number, "due_date": one.due_date, "amount_minor": one.amount_minor, "is_paused": False,
        }
        for one in parts
    ]  # fmt: skip


def cash(account_id: int, one: Payment) -> dict[str, Any]:
    told = {"amount_minor": one.amount_minor, "effective_date": one.effective_date}
    return {"account_id": account_id, "head": "cash"} | told


def test_a_plan_stands_as_the_noun_says() -> None:
    throw = Random(11)
    rows: list[dict[str, Any]] = []
    money: list[dict[str, Any]] = []
    expected: dict[int, tuple[Standing, int]] = {}
    for number in range(1, 151):
        begins, grace = TODAY - throw.randrange(60) * DAY, throw.randrange(4)
        days = sorted({begins + throw.randrange(120) * DAY for _ in range(throw.randrange(1, 7))})
        parts = [Instalment(place, day, throw.choice([10, 25, 40])) for place, day in enumerate(days, start=1)]
        paid = [
            Payment(TODAY - throw.randrange(80) * DAY, throw.choice([5, 10, 25, 60])) for _ in range(throw.randrange(5))
        ]
        rows += agreed(number, parts, begins=begins, grace=grace)
        money += [cash(number, one) for one in paid]
        expected[number] = (stand(parts, paid, begins_date=begins, day=TODAY, grace_days=grace), grace)
    found = accounts(
        debt=[{"account_id": number, "person_id": number} for number in expected], agreed=rows, posting=money
    )
    for number, (stands, grace) in expected.items():
        row, coming = found[number], stands.next_due
        assert row["plan_open"] == (not stands.is_complete)
        assert (row["plan_arrears_minor"], row["plan_missed"]) == (stands.arrears_minor, len(stands.missed))
        assert row["plan_next_due_date"] == (coming.instalment.due_date if coming else None)
        assert row["plan_next_amount_minor"] == (coming.left_minor if coming else 0)
        assert row["plan_next_missed_date"] == (coming.instalment.due_date + (grace + 1) * DAY if coming else None)
        missed = [one.instalment.due_date + (grace + 1) * DAY for one in stands.missed]
        assert row["plan_missed_date"] == max(missed, default=None)


def test_a_settlement_counts_while_nothing_of_it_is_missed() -> None:
    parts = [Instalment(1, TODAY - DAY, 10), Instalment(2, TODAY + DAY, 10)]
    for minor, is_open in ((9, False), (10, True), (20, False)):
        found = accounts(
            debt=[{"account_id": 1, "person_id": 1}],
            agreed=agreed(1, parts, begins=TODAY - 5 * DAY, grace=0, kind="settlement"),
            posting=[cash(1, Payment(TODAY - 2 * DAY, minor))],
        )
        assert (found[1]["settlement_open"], found[1]["plan_open"]) == (is_open, False)


def test_offers_freezes_and_hardship_are_told() -> None:
    found = accounts(
        debt=[{"account_id": 1, "person_id": 1}, {"account_id": 2, "person_id": 2}],
        offer=[{"account_id": 1, "expires_date": TODAY}, {"account_id": 1, "expires_date": TODAY + DAY}],
        interest_freeze=[{"account_id": 1}],
        hardship=[{"person_id": 1}],
    )
    assert [found[1][name] for name in ("settlement_expires_date", "interest_frozen", "hardship_open")] == [
        TODAY + DAY, True, True,
    ]  # fmt: skip
    assert [found[2][name] for name in ("settlement_expires_date", "interest_frozen", "hardship_open")] == [
        None, False, False,
    ]  # fmt: skip
