import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.ingestion.staging.quoting import literal


def test_an_apostrophe_is_doubled() -> None:
    assert literal("O'Hara") == "'O''Hara'"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=20))
def test_any_text_comes_back_as_it_went(texts: list[str]) -> None:
    found = duckdb.execute(f"SELECT {', '.join(literal(text) for text in texts)}").fetchall()
    assert list(found[0]) == texts


def test_a_text_cannot_end_its_literal() -> None:
    text = "x'; DROP TABLE raw; --"
    assert duckdb.execute(f"SELECT {literal(text)}").fetchall() == [(text,)]
