"""Any file whatever: every row is accepted or rejected, stands in one chunk, and is counted and totalled once."""

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.ingestion.staging.mentions import mark_first_mentions, settle_mentions
from goodstanding.ingestion.weighing import tally
from goodstanding.ingestion.weighing.book_tables import make_tables
from goodstanding.ingestion.weighing.chunks import are_apart, cut_chunks
from goodstanding.ingestion.weighing.comparison import compare
from tests.ingestion.staging.sheet import mentions

Line = tuple[str, str, int]
"""A person ("" for none), a debt, and the amount of the debt's only invoice."""

LINES = st.lists(
    st.tuples(st.sampled_from(["", "1", "2", "3"]), st.sampled_from("abcde"), st.integers(1, 2)), max_size=15
)


def cut(lines: list[Line], *, rows_max: int) -> duckdb.DuckDBPyConnection:
    """Settle and cut a file whose rows are numbered from 2."""
    numbered = list(enumerate(lines, start=2))
    work = mentions(
        person=[{"row": row, "reference": who} for row, (who, _, _) in numbered if who],
        debt=[{"row": row, "reference": debt, "currency": "USD"} for row, (_, debt, _) in numbered],
        item=[
            {"row": row, "debt": debt, "reference": "R-1", "amount_minor": minor, "currency": "USD"}
            for row, (_, debt, minor) in numbered
        ],
    )
    for row, _ in numbered:
        work.execute("INSERT INTO raw VALUES (?, '')", [row])
    settle_mentions(work)
    cut_chunks(work, rows_max=rows_max)
    return work


def rows(work: duckdb.DuckDBPyConnection, question: str) -> list[int]:
    return [row for (row,) in work.execute(question).fetchall()]


def chunks(work: duckdb.DuckDBPyConnection) -> dict[int, int]:
    found = work.execute("SELECT row, chunk FROM chunk_of ORDER BY row").fetchall()
    assert len(dict(found)) == len(found), "No row stands in two chunks."
    return dict(found)


@settings(max_examples=12, deadline=None)
@given(lines=LINES, rows_max=st.integers(1, 6))
def test_every_sound_row_stands_in_one_chunk_and_every_debt_too(lines: list[Line], rows_max: int) -> None:
    work = cut(lines, rows_max=rows_max)
    found = chunks(work)
    rejected = rows(work, "SELECT DISTINCT row FROM rejected")
    assert sorted([*found, *rejected]) == list(range(2, len(lines) + 2))
    for debt in "abcde":
        assert len({found[row] for row, line in enumerate(lines, start=2) if line[1] == debt and row in found}) <= 1
    homes = {(lines[row - 2][0], chunk) for row, chunk in found.items() if lines[row - 2][0]}
    assert are_apart(work) == (len(homes) == len({who for who, _ in homes}))


@settings(max_examples=8, deadline=None)
@given(lines=LINES, rows_max=st.integers(1, 6))
def test_what_is_counted_by_chunk_adds_up_to_the_file(lines: list[Line], rows_max: int) -> None:
    work = cut(lines, rows_max=rows_max)
    make_tables(work)
    mark_first_mentions(work)
    compare(work)
    first = {debt: minor for _, debt, minor in reversed(lines)}
    sound = [line for line in lines if line[2] == first[line[1]]]
    counted = tally.rows_of(work)
    assert (counted["read"], counted["rejected"], counted["left_out"]) == (len(lines), len(lines) - len(sound), 0)
    assert counted["accepted"] + counted["duplicate"] == len(sound)
    sums = tally.added(tally.counts_by_chunk(work).values(), kinds=["item"])
    assert (sums["item"]["new"], sums["item"]["duplicate"]) == (len(first), counted["duplicate"])
    total = f"{sum(first.values()) / 100:.2f}"
    expected = {"USD": {"items": {"count": len(first), "amount": total}}} if lines else {}
    assert tally.control_totals(work) == expected
