from goodstanding.ledger.posting import Part
from goodstanding.payments.refund import Split, split_back

PAID: dict[tuple[str, int | None, str], int] = {
    ("receivable", 1, "fees"): 5,
    ("receivable", 1, "principal"): 70,
    ("recovered", 2, "principal"): 20,
}


def test_unapplied_money_goes_first() -> None:
    assert split_back(30, unapplied_minor=30, paid=PAID) == Split((), (), 30)


def test_one_more_takes_back_a_recovery_before_anything_is_opened_again() -> None:
    assert split_back(31, unapplied_minor=30, paid=PAID) == Split((), (Part(2, "principal", 1),), 30)


def test_the_split_goes_back_from_its_end() -> None:
    found = split_back(92, unapplied_minor=0, paid=PAID)
    assert found.parts == (Part(1, "principal", 70), Part(1, "fees", 2))
    assert found.recovered == (Part(2, "principal", 20),)


def test_what_neither_suffices_for_is_left_to_levelling() -> None:
    assert split_back(100, unapplied_minor=0, paid=PAID).unapplied_minor == 5
    assert split_back(100, unapplied_minor=0, paid={}).unapplied_minor == 100
