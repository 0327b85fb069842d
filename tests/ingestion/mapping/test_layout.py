from goodstanding.ingestion.mapping.layout import COMPONENT_FIELDS, RECORDS
from goodstanding.ledger.posting import COMPONENTS


def test_a_record_knows_its_fields() -> None:
    field = RECORDS["item"].field("due_date")
    assert field is not None and field.required and field.type == "date"
    assert RECORDS["item"].field("colour") is None


def test_every_component_of_the_ledger_has_its_field() -> None:
    assert set(COMPONENT_FIELDS.values()) == set(COMPONENTS)
    assert all(RECORDS["item"].field(name) is not None for name in COMPONENT_FIELDS)
