import pytest

from goodstanding.ingestion.source.delimiter import CANDIDATES, find_delimiter


@pytest.mark.parametrize("mark", CANDIDATES)
def test_every_delimiter_is_found(mark: str) -> None:
    assert find_delimiter([mark.join("abc"), mark.join(("1", '"x,y;z"', "2"))], quote='"') == mark


def test_a_decimal_comma_does_not_mislead() -> None:
    assert find_delimiter(["name;amount", "A, B;1,50", "C;2,50", "D, E;3,50"], quote='"') == ";"


def test_one_column_needs_none() -> None:
    assert find_delimiter(["name", "Maple", "Willow"], quote='"') == ","
    assert find_delimiter([], quote='"') == ","
