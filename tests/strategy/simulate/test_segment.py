from dataclasses import replace

import pyarrow as pa

from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.strategy.document.document import Document, Running, Segment
from goodstanding.strategy.simulate.segment import SegmentKey, count_segments
from tests.strategy.decide.cast import DAY, account

DOCUMENT = Document(
    strategy="plain", edition=1, title="Plain", effective_from=DAY,
    segments=(Segment("late", "days_past_due > 9", ""), Segment("rest", "days_past_due > 5")), treatments={},
)  # fmt: skip
SHEET = pa.Table.from_pylist(
    [account(1), account(2, days_past_due=6), account(3, days_past_due=1), account(4, on_hold=True),
     account(5, person_id=None)],
    schema=account_schema(),
)  # fmt: skip


def counted(*running: Running) -> dict[tuple[str, str], int]:
    found = count_segments(SHEET, item_schema().empty_table(), running)
    return {(key.strategy, key.segment): many for key, many in found.items()}


def test_accounts_are_counted_by_segment_and_by_rest() -> None:
    assert counted(Running(DOCUMENT)) == {
        ("plain", "late"): 1, ("plain", "rest"): 1, ("plain", "no segment"): 1, ("plain", "hold"): 1,
        ("", "no person"): 1,
    }  # fmt: skip


def test_where_no_strategy_or_two_cover_an_account() -> None:
    other = replace(DOCUMENT, strategy="other", covers="account_id = 1")
    assert counted()["", "not covered"] == 4
    found = counted(Running(DOCUMENT), Running(other))
    assert found["", "overlap"] == 1
    assert ("other", "late") not in found


def test_a_rest_is_told_as_one() -> None:
    key = SegmentKey("plain", 1, "hold", is_rest=True)
    assert count_segments(SHEET, item_schema().empty_table(), [Running(DOCUMENT)])[key] == 1
