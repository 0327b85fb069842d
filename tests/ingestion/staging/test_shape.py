from goodstanding.ingestion.mapping.layout import RECORDS
from goodstanding.ingestion.staging.shape import SHAPES


def test_every_record_of_a_map_has_its_staged_table() -> None:
    assert set(SHAPES) == set(RECORDS)


def test_a_shape_lists_its_key_first_and_compares_only_what_it_says() -> None:
    shape = SHAPES["contact_point"]
    assert shape.keyed == "person, kind, value"
    assert list(shape.columns)[:3] == ["person", "kind", "value"]
    assert "zones" not in shape.compared and "label" in shape.compared
    assert SHAPES["liable"].compared == ()
