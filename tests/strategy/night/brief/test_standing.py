"""What holds for people on a day: the fact learned last about each beginning."""

from datetime import date, timedelta

import numpy as np

from goodstanding.factsheet.sheet import NOTHING, Truth, Words
from goodstanding.strategy.night.brief.columns import Whole
from goodstanding.strategy.night.brief.standing import circumstances_of, columns_of, representations_of
from tests.strategy.night.brief.small import ANN, BEN, EPOCH, KNOWN, NOW, TODAY, people, said, table

SINCE = date(2026, 6, 10)
BOTH = np.array([0, 1])


def fact(**more: object) -> dict[str, object]:
    return {"person_id": ANN, "kind": "bankrupt", "effective_date": SINCE, "never_held": False,
            "learned_at": NOW - timedelta(days=2), "circumstance_id": 1, **more}  # fmt: skip


def since(*facts: dict[str, object], day: int = TODAY) -> list[int]:
    held = circumstances_of(table("circumstance", *facts), people(), known_at=KNOWN)
    found: Whole = held.since(BOTH, np.full(2, day), "bankrupt")
    return [int(one) for one in found]


def test_a_circumstance_holds_from_its_first_to_its_last_day() -> None:
    first, none = (SINCE - EPOCH).days, int(NOTHING)
    ended = fact(ended_date=date(2026, 6, 17))
    assert since(fact()) == [first, none]
    assert since(ended) == [first, none] != since(ended, day=TODAY + 1) == [none, none]
    assert since(fact(), day=first - 1) == [none, none]


def test_the_fact_learned_last_counts_and_what_was_not_known_does_not() -> None:
    none = int(NOTHING)
    mistake = fact(never_held=True, circumstance_id=2)
    assert since(fact(), mistake) == since(mistake, fact()) == [none, none]
    assert since(fact(), fact(never_held=True, learned_at=NOW + timedelta(seconds=1))) == since(fact())
    later = fact(effective_date=date(2026, 6, 12), circumstance_id=3)
    assert since(fact(), later)[0] == (date(2026, 6, 12) - EPOCH).days


def test_the_first_attorney_speaks_and_tells_whether_they_can_be_reached() -> None:
    def speaks(role: str, number: int, *, reachable: bool) -> dict[str, object]:
        return {"person_id": BEN, "representative_id": number, "role": role, "effective_date": SINCE,
                "learned_at": NOW, "reachable": reachable, "representation_id": number}  # fmt: skip

    spoken = representations_of(
        table("representation", speaks("attorney", 8, reachable=True), speaks("attorney", 7, reachable=False),
              speaks("executor", 9, reachable=True)), people(), known_at=KNOWN,
    )  # fmt: skip
    nothing = circumstances_of(table("circumstance"), people(), known_at=KNOWN)
    homes = Words(np.zeros(2, np.int32), ("America/New_York",))
    found = columns_of(nothing, spoken, people=BOTH, days=np.full(2, TODAY), homes=homes)
    assert yes(found["attorney_known"]) == yes(found["estate_representative_identified"]) == [False, True]
    address = found["attorney_address_known"]
    assert isinstance(address, Truth)
    assert (yes(address), np.asarray(address.no).tolist()) == ([False, False], [False, True])
    assert said(found["bankruptcy_debtor"]) == [None, None]


def yes(column: object) -> list[bool]:
    assert isinstance(column, Truth)
    return [bool(one) for one in np.asarray(column.yes)]
