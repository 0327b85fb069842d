"""The books' words as the lawbook has them."""

import pytest

from goodstanding.strategy.legal_words import NEW_YORK_CITY, city_of, debt_type_of, place_of


def test_a_type_of_debt_has_the_lawbook_s_word() -> None:
    assert [debt_type_of(word) for word in ("card", "student loan", "invoice")] == [
        "credit_card", "student_loan", "invoice",
    ]  # fmt: skip


def test_every_part_of_new_york_city_is_that_city() -> None:
    assert {city_of(word) for word in ("Queens", "BROOKLYN", "new york")} == {NEW_YORK_CITY}
    assert city_of("Buffalo") == "Buffalo"


@pytest.mark.parametrize(
    ("label", "kind", "place"),
    [("Work", "phone", "work"), ("his homework desk", "phone", "work"), ("Home", "email", "home"),
     ("", "address", "home"), ("office at work", "address", "work"), ("", "phone", None)],
)  # fmt: skip
def test_a_contact_point_is_tied_to_what_its_label_says(label: str, kind: str, place: str | None) -> None:
    assert place_of(label, kind=kind) == place
