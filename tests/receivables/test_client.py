import pytest

from goodstanding.receivables.client import NAME_LENGTH_MAX, NameRefused, is_same_name, tidy_name


def test_spaces_are_folded() -> None:
    assert tidy_name(" Larch\t Utilities\n") == "Larch Utilities"


@pytest.mark.parametrize("name", ["", "  ", "Larch\x00", "Larch\u200b", "x" * (NAME_LENGTH_MAX + 1)])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(NameRefused):
        tidy_name(name)


def test_the_longest_name_is_taken() -> None:
    assert len(tidy_name("x" * NAME_LENGTH_MAX)) == NAME_LENGTH_MAX


def test_names_that_look_alike_are_the_same() -> None:
    assert is_same_name("LARCH  utilities", "Larch Utilities")
    assert not is_same_name("Larch Utilities", "Larch Utility")
