from pathlib import Path

from tests.ingestion.trial import weighed

MAP = """
map: 1
currency: USD
records:
  - person: {reference: {column: Id}, name: Ann Larch, language: {column: Language}, country: {column: Country}}
  - debt: {reference: {column: Id}, portfolio: {column: Portfolio}}
"""


def test_words_are_read_by_the_chapters_that_own_them(tmp_path: Path) -> None:
    trial = weighed(tmp_path, "Id;Language;Country;Portfolio\n1;EN;usa; Cards   of May \n2;;;Cards\n", by=MAP)
    assert trial.rejections() == []
    assert trial.rows("SELECT language, country FROM person ORDER BY row") == [("en", "US"), (None, None)]
    assert trial.rows("SELECT portfolio FROM debt ORDER BY row") == [("Cards of May",), ("Cards",)]


def test_words_that_cannot_be_read_reject_their_rows(tmp_path: Path) -> None:
    text = "Id;Language;Country;Portfolio\n1;;Atlantis;P\n2;not a language at all;;P\n3;;;\u200b\n4;en;US;P\n"
    rejected = weighed(tmp_path, text, by=MAP).rejections()
    assert [(row, column) for row, column, *_ in rejected] == [(2, "Country"), (3, "Language"), (4, "Portfolio")]
