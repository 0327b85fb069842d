"""What is owed while a chunk of lines is applied."""

from goodstanding.ledger.posting import Posted
from goodstanding.payments.matching.owing import Owing
from tests.receivables.cast import NOON, day


def charged(item_id: int, minor: int, *, on: int = 0) -> Posted:
    return Posted(0, "charge", "charge", day(on), NOON, "receivable", "principal", item_id, minor)


def test_one_line_after_the_other_pays_what_is_left() -> None:
    there = Owing(1, [charged(7, 100), charged(8, 50)], {7: day(30), 8: day(60)})
    paid = there.paid_by(120, day=day(5), named=[8])
    assert [(part.item_id, part.amount_minor) for part in paid.parts] == [(8, 50), (7, 70)]
    lines = there.take(120, paid, day=day(5), at=NOON)
    assert sum(line.amount_minor for line in lines) == 0
    rest = there.paid_by(100, day=day(6))
    assert ([(part.item_id, part.amount_minor) for part in rest.parts], rest.unapplied_minor) == ([(7, 30)], 70)


def test_asking_changes_nothing() -> None:
    there = Owing(1, [charged(7, 100)], {7: day(30)})
    assert there.paid_by(40, day=day(1)) == there.paid_by(40, day=day(1))


def test_what_is_disputed_withdrawn_or_charged_later_is_not_paid() -> None:
    there = Owing(1, [charged(7, 100), charged(8, 50), charged(9, 20, on=40)], {7: day(30), 9: day(30)})
    assert there.paid_by(10, day=day(1), disputed={7}).unapplied_minor == 10
    assert [part.item_id for part in there.paid_by(500, day=day(1)).parts] == [7]
