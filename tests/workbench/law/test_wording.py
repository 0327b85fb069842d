import pytest

from goodstanding.compliance.lawbook.value import COUNTS
from goodstanding.workbench.law.wording import as_filed, iso_day, spoken, value_text


@pytest.mark.parametrize(
    ("written", "unit", "text"),
    [
        (7, "calls", "7 calls"),
        (1, "business days", "1 business day"),
        (1200, "days", "1,200 days"),
        (3, "count", "3"),
        (1, "per mille", "1 per mille"),
        (True, "yes or no", "Yes"),
        (False, "yes or no", "No"),
        (None, "days", "Repealed"),
        ("21:00", "time of day", "21:00"),
        ("8.25", "percent", "8.25 %"),
        ("25.00", "USD", "25.00 USD"),
        ("2026-05-04", "date", "4 May 2026"),
        ("mini_miranda", "word", "mini miranda"),
        (["a_b", "c"], "words", "a b, c"),
        ([], "words", "None"),
    ],
)
def test_a_value_is_written_with_its_unit(written: object, unit: str, text: str) -> None:
    assert value_text(written, unit) == text


def test_every_unit_of_counting_can_be_written() -> None:
    assert all(value_text(2, unit).startswith("2") for unit in COUNTS)


def test_a_day_that_is_none_stays_as_it_was_written() -> None:
    assert [iso_day(text) for text in ("2026-05-04", "spring", "", None)] == ["4 May 2026", "spring", "", ""]


def test_parts_of_a_file_are_told_in_one_line() -> None:
    assert as_filed([{"opens": ":a"}, {"opens": ":b"}]) == "opens: :a / opens: :b"
    assert as_filed(["mon", "tue"]) == "mon, tue"
    assert as_filed({"named_hours": True, "to": None}) == "named hours: yes; to: "


def test_words_are_spoken() -> None:
    assert spoken("no_safe_harbour") == "no safe harbour"
