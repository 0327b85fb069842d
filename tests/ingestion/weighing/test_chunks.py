from pathlib import Path

from goodstanding.ingestion.weighing.chunks import are_apart
from tests.ingestion.trial import HEADER, Trial, weighed


def cut(folder: Path, *customers: str, chunk_rows: int) -> Trial:
    rows = [f"{customer};Name {customer};R-{number};31.01.2026;1,00;" for number, customer in enumerate(customers)]
    return weighed(folder, HEADER + "\n".join(rows), chunk_rows=chunk_rows)


def test_all_rows_of_a_debt_are_in_one_chunk(tmp_path: Path) -> None:
    trial = cut(tmp_path, "a", "b", "a", "c", "b", "d", chunk_rows=2)
    assert trial.rows("SELECT row, chunk FROM chunk_of ORDER BY row") == [
        (2, 0),
        (3, 1),
        (4, 0),
        (5, 2),
        (6, 1),
        (7, 2),
    ]
    assert trial.chunks == [0, 1, 2]
    assert are_apart(trial.work)


def test_a_debt_of_many_rows_is_never_cut(tmp_path: Path) -> None:
    trial = cut(tmp_path, *"aaaaabc", chunk_rows=2)
    assert trial.rows("SELECT chunk, count(*) FROM chunk_of GROUP BY chunk ORDER BY chunk") == [(0, 5), (2, 1), (3, 1)]


def test_rejected_rows_of_the_file_are_in_no_chunk_and_objections_of_the_books_move_none(tmp_path: Path) -> None:
    rows = [
        "a;A;R-1;31.01.2026;1,00;",
        "b;B;R-2;wrong;1,00;",
        "c;C;R-3;31.01.2026;1,00;01.01.2099",
        "d;D;R-4;31.01.2026;1,00;",
    ]
    trial = weighed(tmp_path, HEADER + "\n".join(rows), chunk_rows=1)
    assert trial.rows("SELECT row, chunk FROM chunk_of ORDER BY row") == [(2, 0), (4, 1), (5, 2)]
    assert trial.chunks == [0, 2]


def test_debts_of_one_person_stay_together_unless_they_cannot(tmp_path: Path) -> None:
    by = """
map: 1
currency: USD
records:
  - person: {reference: {column: P}, name: {column: P}}
  - person: {as: co, when: C <> '', reference: {column: C}, name: {column: C}}
  - debt: {reference: {column: D}, portfolio: X}
  - liable: {person: co, role: co-debtor}
"""
    together = weighed(tmp_path, "P,C,D\np1,,d1\np2,,d2\np1,,d3\n", by=by, chunk_rows=1)
    assert together.rows("SELECT row, chunk FROM chunk_of ORDER BY row") == [(2, 0), (3, 2), (4, 0)]
    apart = weighed(tmp_path, "P,C,D\np1,,d1\np2,,d2\np3,p2,d3\n", by=by, chunk_rows=1)
    assert are_apart(together.work)
    assert (
        apart.rows("SELECT row, chunk FROM chunk_of ORDER BY row")[1][1]
        == apart.rows("SELECT row, chunk FROM chunk_of ORDER BY row")[2][1]
    )
    spread = weighed(tmp_path, "P,C,D\np1,,d1\np2,p1,d2\np3,p2,d2x\n", by=by, chunk_rows=1)
    assert spread.rows("SELECT count(*) FROM chunk_of") == [(3,)]
