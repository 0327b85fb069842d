from pathlib import Path

from goodstanding.ingestion.mapping import manual
from goodstanding.ingestion.mapping.condition import FUNCTIONS
from goodstanding.ingestion.mapping.field_reading import OPTIONS
from goodstanding.ingestion.mapping.reading import FILE_WORDS, MAP_WORDS, read_map

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "import.md").read_text()


def test_the_page_has_the_tables_of_today() -> None:
    told = PAGE.partition(manual.BEGINS)[2].partition(manual.ENDS)[0]
    assert told.strip() == manual.tables(), "Put manual.tables() into docs/import.md."


def test_the_page_names_every_word() -> None:
    first_cells = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| ")]
    told = {word.strip("*` ") for cell in first_cells for word in cell.split(",")}
    words = {*MAP_WORDS, *FILE_WORDS, *(word for options in OPTIONS.values() for word in options)}
    assert words - told == {"column", "columns", "constant"}
    assert all(f"{{{word}:" in PAGE for word in ("column", "columns", "constant"))
    assert all(f"`{name}" in PAGE for name in FUNCTIONS)


def test_the_worked_example_of_the_page_can_be_read() -> None:
    assert len(read_map(PAGE.partition("```yaml\n")[2].partition("```")[0]).records) == 4
