"""Fees: what is in force on a day, what one comes to, and what speaks against it. The deeds are in charging."""

from datetime import date

from goodstanding.ledger.fees.catalogue import Allowed, Charge, amount_of, faults, in_force, objections

START = date(2026, 1, 1)
LATE = Allowed("late", START, 1_500, None, None, 2, 1, 30, "contract", "Clause 9")


def test_the_last_told_holds_and_a_withdrawn_one_does_not() -> None:
    later = LATE._replace(effective_date=date(2026, 3, 1), amount_minor=900)
    assert in_force([later, LATE], name="late", day=date(2026, 2, 28)) == LATE
    assert in_force([later, LATE], name="late", day=date(2026, 3, 1)) == later
    assert in_force([LATE, later, later._replace(is_withdrawn=True)], name="late", day=date(2026, 3, 1)) is None
    assert in_force([LATE], name="late", day=date(2025, 12, 31)) is None
    assert in_force([LATE], name="other", day=START) is None
    assert faults(LATE) == []


def test_a_share_is_rounded_down_and_kept_below_its_cap() -> None:
    share = LATE._replace(amount_minor=None, rate_ppm=15_000, cap_minor=200)
    assert [amount_of(share, principal_minor=minor) for minor in (66, 67, 13_399, 13_400, 99_999)] == [
        0,
        1,
        200,
        200,
        200,
    ]


def test_objections_come_in_pairs_at_the_limit() -> None:
    charged = [Charge("late", 1, date(2026, 2, 1)), Charge("other", 1, date(2026, 2, 1))]
    assert objections(LATE, charged, item_id=2, day=date(2026, 3, 3)) == []
    assert len(objections(LATE, charged, item_id=2, day=date(2026, 3, 2))) == 1
    assert len(objections(LATE, charged, item_id=1, day=date(2026, 3, 3))) == 1
    twice = [*charged, Charge("late", 2, date(2026, 3, 10))]
    assert "2 times" in objections(LATE, twice, item_id=3, day=date(2026, 5, 1))[0]
