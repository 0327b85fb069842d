import pytest

from goodstanding.ingestion.mapping.binding import bind
from goodstanding.ingestion.mapping.finding import MapRefused
from goodstanding.ingestion.mapping.reading import read_map
from tests.ingestion.trial import INVOICES

COLUMNS = {name: f"c{place}" for place, name in enumerate(["customer", "Name", "Invoice", "Date", "Amount", "Paid"])}


def test_fields_and_conditions_find_their_columns() -> None:
    binding = bind(read_map(INVOICES), COLUMNS)
    assert binding.staged(read_map(INVOICES).of("person")[0].fields["reference"]) == ["c0"]
    assert binding.conditions == {"record 4 (receipt)": "coalesce((\"c5\" <> ''), false)"}


def test_every_missing_column_is_said_with_the_nearest() -> None:
    less = {name: staged for name, staged in COLUMNS.items() if name not in {"Paid", "Invoice"}} | {"Invoices": "c9"}
    with pytest.raises(MapRefused) as refused:
        bind(read_map(INVOICES), less)
    told = [finding.what for finding in refused.value.findings]
    assert told.count("'Invoice' is not a known column of the file. Did you mean 'Invoices'?") == 3
    assert any("'Paid' is not a known column" in what for what in told)
    assert "record 4 (receipt), when" in [finding.where for finding in refused.value.findings]


def test_skip_is_bound_too() -> None:
    assert "skip" in bind(read_map(INVOICES + "skip: Name = 'Total'\n"), COLUMNS).conditions
    with pytest.raises(MapRefused, match="skip: 'Colour'"):
        bind(read_map(INVOICES + "skip: Colour = 'Total'\n"), COLUMNS)
