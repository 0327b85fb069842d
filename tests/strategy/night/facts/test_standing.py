"""Circumstances, representation, holds and disputes, as the pure nouns say."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from goodstanding.parties import circumstance, representation
from goodstanding.receivables.hold import Hold, is_in_force
from tests.strategy.night.made import DAY, NOON, TODAY, Row, account, accounts

FAR = datetime(2050, 1, 1, tzinfo=UTC)
COLUMNS = {
    "deceased": "is_deceased", "bankrupt": "is_bankrupt", "service member": "is_service_member", "minor": "is_minor",
    "vulnerable": "is_vulnerable", "incarcerated": "is_incarcerated",
}  # fmt: skip


def test_circumstances_hold_as_the_noun_says() -> None:
    throw = Random(7)
    learned_rows: list[Row] = []
    expected: dict[int, list[circumstance.CircumstanceFact]] = {}
    for person in range(1, 301):
        facts = []
        for _ in range(throw.randrange(6)):
            kind, begun = throw.choice(["bankrupt", "vulnerable"]), TODAY + throw.randrange(-3, 2) * DAY
            ended = throw.choice([None, begun + throw.randrange(3) * DAY])
            never, learned = throw.random() < 0.2, NOON + throw.randrange(3) * timedelta(seconds=1)
            facts.append(circumstance.CircumstanceFact(kind, "call", begun, learned, ended, never))
            learned_rows.append({
                "person_id": person, "kind": kind, "effective_date": begun, "ended_date": ended, "never_held": never,
                "learned_at": learned, "circumstance_id": len(learned_rows),
            })  # fmt: skip
        expected[person] = facts
    rows = accounts(debt=[{"account_id": one, "person_id": one} for one in expected], circumstance=learned_rows)
    for person, facts in expected.items():
        held = {one.kind for one in circumstance.holding(facts, day=TODAY, known_at=FAR)}
        assert {kind for kind, column in COLUMNS.items() if rows[person][column]} == held, person


def test_representatives_speak_as_the_noun_says() -> None:
    throw = Random(8)
    learned_rows: list[Row] = []
    expected: dict[int, list[representation.RepresentationFact]] = {}
    for person in range(1, 201):
        facts = []
        for _ in range(throw.randrange(5)):
            who, role = throw.choice([901, 902]), throw.choice(["attorney", "executor"])
            begun = TODAY + throw.randrange(-2, 2) * DAY
            ended = throw.choice([None, begun + throw.randrange(2) * DAY])
            learned = NOON + throw.randrange(3) * timedelta(seconds=1)
            facts.append(representation.RepresentationFact(person, who, role, "call", begun, learned, ended))
            learned_rows.append({
                "person_id": person, "representative_id": who, "role": role, "effective_date": begun,
                "ended_date": ended, "learned_at": learned, "representation_id": len(learned_rows),
            })  # fmt: skip
        expected[person] = facts
    rows = accounts(debt=[{"account_id": one, "person_id": one} for one in expected], representation=learned_rows)
    for person, facts in expected.items():
        speaking = representation.speaking(facts, day=TODAY, known_at=FAR)
        assert rows[person]["has_representative"] == bool(speaking)
        assert rows[person]["has_attorney"] == any(one.role == "attorney" for one in speaking)


@pytest.mark.parametrize(("starts", "ends"), [(0, 0), (1, 2), (-2, -1), (-2, None), (-2, 0), (0, None)])
def test_a_hold_is_in_force_as_the_noun_says(starts: int, ends: int | None) -> None:
    first, last = TODAY + starts * DAY, None if ends is None else TODAY + ends * DAY
    row = account(hold=[{"account_id": 1, "reason": "legal", "starts_date": first, "ends_date": last}])
    assert row["on_hold"] == is_in_force(Hold("legal", first, last), TODAY)
    assert row["hold_reason"] == ("legal" if row["on_hold"] else None)


def test_of_several_holds_the_one_that_ends_last_is_told() -> None:
    def hold(reason: str, days: int | None) -> Row:
        last = None if days is None else TODAY + days * DAY
        return {"account_id": 1, "reason": reason, "starts_date": TODAY, "ends_date": last}

    row = account(hold=[hold("legal", 3), hold("complaint", 9)])
    assert (row["hold_reason"], row["hold_until_date"]) == ("complaint", TODAY + 9 * DAY)
    row = account(hold=[hold("legal", None), hold("complaint", 9)])
    assert (row["hold_reason"], row["hold_until_date"]) == ("legal", None)


@pytest.mark.parametrize(
    ("opened", "closed", "counts"), [(0, None, True), (1, None, False), (-2, 0, False), (-2, 1, True)]
)
def test_a_dispute_counts_from_its_day_until_before_it_closes(opened: int, closed: int | None, counts: bool) -> None:
    dispute = {"account_id": 1, "opened_date": TODAY + opened * DAY,
               "closed_date": None if closed is None else TODAY + closed * DAY}  # fmt: skip
    row = account(dispute=[dispute])
    assert (row["is_disputed"], row["disputes_open"]) == (counts, int(counts))


@pytest.mark.parametrize(
    ("reason", "ends", "counts"), [("vulnerability", None, True), ("vulnerability", -1, False), ("legal", None, False)]
)
def test_a_hold_for_vulnerability_speaks_for_all_accounts_of_the_person(
    reason: str, ends: int | None, counts: bool
) -> None:
    hold = {"account_id": 1, "reason": reason, "starts_date": TODAY - 5 * DAY,
            "ends_date": None if ends is None else TODAY + ends * DAY}  # fmt: skip
    debts = [{"account_id": one, "person_id": person} for one, person in ((1, 1), (2, 1), (3, 2))]
    rows = accounts(debt=debts, hold=[hold])
    assert [rows[one]["is_in_hardship"] for one in (1, 2, 3)] == [counts, counts, False]
