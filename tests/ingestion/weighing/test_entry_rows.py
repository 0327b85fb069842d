from pathlib import Path

import pyarrow as pa
import pytest

from goodstanding.ingestion.weighing.entry_rows import number_rows
from tests.ingestion.trial import TWO_CUSTOMERS, Trial, weighed


class Sequences:
    """Numbers as the books' sequences give them: in a row, or with gaps where somebody else took some meanwhile."""

    def __init__(self, *, step: int) -> None:
        self.step, self.taken = step, dict[str, int]()

    def allot(self, kind: str, count: int) -> pa.Array:
        first = self.taken.get(kind, 100)
        self.taken[kind] = first + count * self.step
        return pa.array(range(first, first + count * self.step, self.step), pa.int64())


@pytest.mark.parametrize("step", [1, 3])
def test_every_new_row_gets_a_number_and_every_reference_its_row(tmp_path: Path, step: int) -> None:
    trial: Trial = weighed(tmp_path, TWO_CUSTOMERS)
    number_rows(trial.work, allot=Sequences(step=step).allot)
    one, two, three = 100, 100 + step, 100 + 2 * step
    assert trial.rows("SELECT reference, id FROM e_person ORDER BY row") == [("0042", one), ("0077", two)]
    assert trial.rows("SELECT reference, id, debtor_id FROM e_debt ORDER BY row") == [
        ("0042", one, one),
        ("0077", two, two),
    ]
    assert trial.rows("SELECT reference, id, debt_id, transaction_id FROM e_item ORDER BY row") == [
        ("R-17", one, one, one),
        ("R-18", two, one, two),
        ("R-19", three, two, three),
    ]
    assert trial.rows("SELECT source_key, id, debt_id, item_id, transaction_id FROM e_receipt") == [
        ("R-18", one, one, two, 100 + 3 * step)
    ]


def test_what_the_books_have_keeps_its_number(tmp_path: Path) -> None:
    trial = weighed(tmp_path, TWO_CUSTOMERS)
    trial.work.execute("UPDATE r_person SET state = 'unchanged', book_id = 7 WHERE reference = '0042'")
    trial.work.execute("UPDATE r_person SET state = 'changed', book_id = 8 WHERE reference = '0077'")
    trial.work.execute("UPDATE r_item SET state = 'changed', book_id = 9, is_charged = false WHERE reference = 'R-17'")
    number_rows(trial.work, allot=Sequences(step=1).allot)
    assert trial.rows("SELECT reference, id FROM e_person") == [("0077", 8)]
    assert trial.rows("SELECT reference, debtor_id FROM e_debt ORDER BY row") == [("0042", 7), ("0077", 8)]
    assert trial.rows("SELECT id, transaction_id FROM e_item WHERE reference = 'R-17'") == [(9, None)]
