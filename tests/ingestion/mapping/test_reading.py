from pathlib import Path

import pytest

from goodstanding.ingestion.mapping.finding import MapRefused
from goodstanding.ingestion.mapping.reading import read_map
from tests.ingestion.trial import INVOICES

MAPS = sorted((Path(__file__).resolve().parents[3] / "docs" / "maps").glob("*.yaml"))


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name)
def test_every_map_that_we_ship_can_be_read(path: Path) -> None:
    assert read_map(path.read_text()).records


def test_a_map_is_read_with_its_defaults() -> None:
    document = read_map(INVOICES)
    item = document.of("item")[0]
    assert item.fields["issued_date"].formats == ("%d.%m.%Y",)
    assert item.fields["due_date"].plus_days == 30
    assert item.fields["amount"].numbers == "1.234,56"
    assert document.currency is not None and document.currency.constant == "EUR"


def test_words_of_the_file_are_read() -> None:
    text = (
        'file: {format: csv, encoding: cp1252, delimiter: tab, quote: "\'", header: 3, sheet: S, empty: [NULL, "-"]}\n'
    )
    file = read_map(INVOICES.replace("map: 1\n", "map: 1\n" + text)).file
    assert (file.format, file.encoding, file.delimiter, file.quote) == ("csv", "cp1252", "\t", "'")
    assert (file.header, file.sheet, file.empty) == (3, "S", ("NULL", "-"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("records: []", "'map: 1'"),
        ("map: 2\nrecords: [{debt: {reference: x}}]", "'map: 1'"),
        ("map: 1", "A list of records"),
        ("map: 1\nrecords: []", "A list of records"),
        ("map: 1\nrecords: [debt]", "One kind of record"),
        ("map: 1\nrecords: [{debt: {}, item: {}}]", "One kind of record"),
        ("map: 1\nrecords: [{dept: {}}]", "Did you mean 'debt'"),
        ("map: 1\nrecords: [{debt: x}]", "A mapping of words"),
        ("map: 1\nrecords: [{debt: {portfolio: x}}]", "reference is missing"),
        ("map: 1\nrecords: [{debt: {reference: x, attributes: [y]}}]", "A mapping of names"),
        ("map: 1\nrecords: [{debt: {reference: x, if_unknown: guess}}]", "not a known choice"),
        ("map: 1\nnumber: plain\nrecords: [{debt: {reference: x}}]", "Did you mean 'numbers'"),
        ("map: 1\nfile: {delimiter: '::'}\nrecords: [{debt: {reference: x}}]", "One character"),
        ("map: 1\nfile: {header: '0'}\nrecords: [{debt: {reference: x}}]", "A whole number"),
        ("map: 1\ndates: '%d'\nrecords: [{debt: {reference: x}}]", "a year"),
        ("- a list", "A mapping of words"),
        ("", "A mapping of words"),
    ],
)
def test_what_is_no_map_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(MapRefused, match="The map cannot be used") as refused:
        read_map(text)
    assert sentence in str(refused.value)


def test_everything_wrong_is_said_at_once() -> None:
    text = INVOICES.replace("reference: {column: Invoice}", "referense: {column: Invoice}").replace("EUR", "EUX")
    with pytest.raises(MapRefused) as refused:
        read_map(text)
    told = str(refused.value)
    assert "currency: 'EUX'" in told
    assert "record 3 (item): 'referense' is not a known word here. Did you mean 'reference'?" in told
    assert "record 3 (item): The field reference is missing" in told
    assert len(refused.value.findings) == 3
