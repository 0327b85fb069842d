import pytest

from goodstanding.receivables.portfolio import DEBT_TYPES, DebtTypeUnknown, debt_type_of


def test_a_type_is_known_in_any_capitals() -> None:
    assert debt_type_of(" Student  LOAN ") == "student loan"
    assert all(debt_type_of(known) == known for known in DEBT_TYPES)


def test_an_unknown_type_is_refused_with_the_nearest() -> None:
    with pytest.raises(DebtTypeUnknown, match="Did you mean 'medical'"):
        debt_type_of("medicl")
    with pytest.raises(DebtTypeUnknown, match="It is one of card"):
        debt_type_of("zzz")
