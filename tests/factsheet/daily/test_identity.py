"""Who it is about is never a matter for a score."""

from goodstanding.factsheet.daily.identity import IDENTITY, PLACE


def test_no_score_rests_on_a_language_or_a_place() -> None:
    personal = {"language", "country", "person_kind", *(column.name for column in PLACE)}
    assert not any("model" in column.users for column in (*IDENTITY, *PLACE) if column.name in personal)
