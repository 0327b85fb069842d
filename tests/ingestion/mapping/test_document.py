from goodstanding.ingestion.mapping.document import Field
from goodstanding.ingestion.mapping.reading import read_map
from tests.ingestion.trial import INVOICES


def test_a_map_knows_the_columns_it_needs_and_its_records_by_kind() -> None:
    document = read_map(INVOICES)
    assert document.columns() == {"Customer", "Name", "Invoice", "Date", "Amount", "Paid"}
    assert [record.kind for record in document.of("item")] == ["item"]
    assert document.of("dispute") == ()


def test_a_field_is_shown_as_a_person_would_look_for_it() -> None:
    assert Field(columns=("First", "Last")).shown == "First + Last"
    assert Field(constant="x").shown == "(map)"
