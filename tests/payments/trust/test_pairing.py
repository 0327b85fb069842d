from datetime import date, timedelta

from goodstanding.payments.trust.pairing import DAYS_APART_MAX, BankPart, Movement, fold, pair_up

DAY = date(2026, 3, 2)


def line(number: int, minor: int, *, on: date = DAY, reference: str = "", matched: str = "") -> BankPart:
    return BankPart(number, on, on, minor, "USD", (reference,) if reference else (), matched)


def receipt(number: int, minor: int, *, on: date = DAY, reference: str = "") -> Movement:
    return Movement(f"Receipt {number}", 1, on, minor, reference)


def pairs(parts: list[BankPart], movements: list[Movement]) -> dict[int, str]:
    return {pair.part.line_id: pair.movement.name for pair in pair_up(parts, movements).pairs}


def test_a_match_comes_before_everything() -> None:
    parts = [line(1, 50, reference="A", matched="Receipt 2"), line(2, 50, reference="B")]
    assert pairs(parts, [receipt(1, 50, reference="A"), receipt(2, 50)]) == {1: "Receipt 2"}


def test_the_same_reference_is_the_same_however_the_bank_writes_it() -> None:
    assert fold(" inv 2026/7") == fold("INV-20267")
    found = pairs([line(1, 50, reference="inv 2026/7")], [receipt(1, 50), receipt(2, 50, reference="INV-2026-7")])
    assert found == {1: "Receipt 2"}


def test_of_several_with_one_reference_the_nearest_day_is_the_one() -> None:
    later = DAY + timedelta(days=30)
    found = pairs(
        [line(1, 50, on=later, reference="R")], [receipt(1, 50, reference="R"), receipt(2, 50, on=later, reference="R")]
    )
    assert found == {1: "Receipt 2"}


def test_an_amount_alone_pairs_a_few_days_apart_and_no_more() -> None:
    near, far = DAY + timedelta(days=DAYS_APART_MAX), DAY + timedelta(days=DAYS_APART_MAX + 1)
    assert pairs([line(1, 50, on=near)], [receipt(1, 50)]) == {1: "Receipt 1"}
    assert pairs([line(1, 50, on=far)], [receipt(1, 50)]) == {}


def test_references_that_differ_are_two_things() -> None:
    assert pairs([line(1, 50, reference="A")], [receipt(1, 50, reference="B")]) == {}


def test_what_was_entered_in_error_and_taken_back_is_no_concern_of_the_bank() -> None:
    back = receipt(1, -50)._replace(name="Receipt 1, taken back", undoes="Receipt 1")
    found = pair_up([], [receipt(1, 50), back])
    assert found.movements == ()
    bounced = pair_up([line(1, 50), line(2, -50)], [receipt(1, 50), back])
    assert len(bounced.pairs) == 2
