from pathlib import Path

from tests.ingestion.trial import HEADER, INVOICES, weighed


def test_a_rejected_row_names_the_files_own_column_and_cell(tmp_path: Path) -> None:
    rows = (
        "1;Maple;R-1;31.01.2026;6,00;\n1;Elm;R-2;31.01.2026;6,00;\n1;Maple;R-1;31.01.2026;7,0;\n2;;R-3;31.01.2026;1;\n"
    )
    found = weighed(tmp_path, HEADER + rows).rejections()
    assert [(row, column, value) for row, column, value, _ in found] == [
        (3, "Name", "Elm"),
        (4, "Amount", "7,0"),
        (5, "Name", ""),
    ]


def test_where_several_records_of_a_kind_differ_the_field_is_named(tmp_path: Path) -> None:
    by = INVOICES + "  - person: {as: co, reference: {column: Invoice}, name: {column: Paid}}\n"
    found = weighed(tmp_path, HEADER + "1;;R-1;31.01.2026;6,00;15.03.2026\n", by=by).rejections()
    assert [(row, column) for row, column, *_ in found] == [(2, "name")]
