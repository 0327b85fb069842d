from pathlib import Path

import pytest

from goodstanding.ingestion.mapping.finding import MapRefused
from tests.ingestion.trial import HEADER, INVOICES, TWO_CUSTOMERS, weighed


def test_a_file_of_nothing_but_its_header_is_empty_and_sound(tmp_path: Path) -> None:
    trial = weighed(tmp_path, HEADER)
    assert (trial.chunks, trial.staged.rows, trial.rejections()) == ([], 0, [])


def test_a_condition_that_compares_text_with_numbers_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(MapRefused, match="as_number"):
        weighed(tmp_path, TWO_CUSTOMERS, by=INVOICES.replace("when: Paid <> ''", "when: Invoice > 5"))


@pytest.mark.parametrize("change", [
    lambda text: text.encode("utf-8-sig"), lambda text: text.encode("utf-16"), lambda text: text.encode("utf-16-le"),
    lambda text: text.replace("\n", "\r\n").encode(), lambda text: text.replace("\n", "\r").encode(),
    lambda text: text.replace(",", "#").replace(";", "\t").replace("#", ",").encode(),
    lambda text: "\n".join(";".join(reversed(line.split(";"))) for line in text.splitlines()).encode(),
    lambda text: "\n".join(";".join(f'"{cell}"' for cell in line.split(";")) for line in text.splitlines()).encode(),
    lambda text: text.replace(";", " ; ").encode(), lambda text: (text + "\n\n  \n").replace("  \n", "").encode(),
])  # fmt: skip
def test_however_a_file_is_written_it_says_the_same(tmp_path: Path, change: object) -> None:
    plain = weighed(tmp_path, TWO_CUSTOMERS)
    other = weighed(tmp_path, change(TWO_CUSTOMERS))  # type: ignore[operator]  # One of the functions above.
    for kind in ("person", "debt", "item", "receipt"):
        question = f"SELECT * EXCLUDE (row) FROM {kind} ORDER BY row"
        assert other.rows(question) == plain.rows(question), kind
    assert other.rejections() == []
