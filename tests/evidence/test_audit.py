"""An audit finds what an export cannot show: columns, stored nodes, rows and the head."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from goodstanding.evidence import body, commitment, log, row
from goodstanding.evidence.audit import Audit, Stored
from goodstanding.evidence.body import Deed, Rows
from goodstanding.evidence.verify import Line, Report
from tests.evidence import sample_log
from tests.evidence.sample_log import NOON

LOG = sample_log.lines(6)
HASHES = sample_log.leaf_hashes(LOG)
SALT = b"s" * 32
LEAVES = b"".join(row.leaves(row.digests([("a", b"1"), ("b", b"2")]), salt=SALT))


def stored(entry: Line) -> Stored:
    """Return an entry as its table holds it."""
    position = entry.position
    recorded_at = NOON + timedelta(seconds=position)
    leaf = log.leaf_hash(entry.commitment)
    return Stored(entry, leaf, position + 1, recorded_at, NOON, "ledger.posted", "user:7", [f"debt:{position}"], 0)


def nodes() -> list[log.Node]:
    frontier = log.Frontier()
    return [node for leaf in HASHES for node in frontier.append(leaf)]


def head() -> log.Frontier:
    frontier = log.Frontier()
    for leaf in HASHES:
        frontier.append(leaf)
    return frontier


def audited(
    *,
    at: int = 0,
    change: dict[str, Any] | None = None,
    tree: list[log.Node] | None = None,
    end: Any = ...,
    beyond: int = 0,
) -> Report:
    """Audit the log with one stored entry, the tree or the head changed."""
    audit = Audit([sample_log.checkpoint(LOG)], nodes=nodes() if tree is None else tree)
    for entry in LOG:
        kept = stored(entry)
        audit.take(replace(kept, **change) if change and entry.position == at else kept)
    return audit.finish(head() if end is ... else end, things_beyond=beyond)


def found(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.what, finding.position) for finding in report.findings]


def test_an_honest_log_is_sound() -> None:
    assert audited().is_sound


@pytest.mark.parametrize(
    "change",
    [
        {"entry_id": 99},
        {"recorded_at": NOON},
        {"at": NOON + timedelta(microseconds=1)},
        {"kind": "ledger.reversed"},
        {"actor": "user:8"},
        {"subjects": ["debt:4", "debt:5"]},
        {"rows_count": 1},
    ],
)
def test_a_column_that_says_otherwise_is_named(change: dict[str, Any]) -> None:
    assert found(audited(at=4, change=change)) == [("column", 4)]


def test_a_leaf_that_does_not_fit_is_named() -> None:
    assert found(audited(at=4, change={"leaf_hash": HASHES[0]})) == [("leaf", 4)]


def test_the_columns_of_an_erased_entry_cannot_be_checked() -> None:
    report = audited(at=4, change={"line": sample_log.erased(LOG[4]), "actor": "user:8"})
    assert found(report) == [("silent_erasure", 4)]


def test_words_that_cannot_be_read_are_said_once() -> None:
    odd = Line(4, commitment.commit(b"{}", salt=SALT), SALT, b"{}")
    report = audited(at=4, change={"line": odd, "leaf_hash": log.leaf_hash(odd.commitment)})
    assert [what for what, position in found(report) if position == 4 and what != "node"] == ["unreadable"]


@pytest.mark.parametrize("place", range(4))
def test_a_changed_or_missing_node_is_named(place: int) -> None:
    bent = nodes()
    start = bent[place].index << bent[place].level
    bent[place] = replace(bent[place], hash=b"x" * 32)
    assert found(audited(tree=bent)) == [("node", start)]
    assert found(audited(tree=bent[:place] + bent[place + 1 :])) == [("node", start)]


def test_surplus_nodes_are_found() -> None:
    assert found(audited(tree=[*nodes(), log.Node(1, 3, b"x" * 32)])) == [("node", None)]


@pytest.mark.parametrize("end", [None, log.Frontier(), log.Frontier(6, [b"x" * 32, b"y" * 32])])
def test_a_head_that_does_not_fit_is_found(end: log.Frontier | None) -> None:
    assert found(audited(end=end)) == [("head", None)]


def test_entries_behind_the_end_are_found() -> None:
    assert found(audited(beyond=2)) == [("invented", 6)]


def bulk(
    words: bytes | None, *, rows_count: int = 2, leaf_hashes: bytes | None = LEAVES
) -> list[tuple[str, int | None]]:
    """Audit nothing but the rows of one bulk entry."""
    audit = Audit([], nodes=[])
    audit.take_rows(words, position=0, rows_count=rows_count, leaf_hashes=leaf_hashes)
    return found(audit.finish(log.Frontier(), things_beyond=0))


def test_rows_fit_the_root_in_the_words() -> None:
    deed = Deed("import.stored", NOON, "job:import", [], {})
    rows = Rows(2, log.root(log.unpack(LEAVES)))
    words = body.write(deed, entry_id=1, position=0, recorded_at=NOON, rows=rows)
    assert bulk(words) == []
    assert bulk(words, leaf_hashes=LEAVES[32:] + LEAVES[:32]) == [("rows", 0)]
    assert bulk(words, leaf_hashes=LEAVES[:32]) == [("rows", 0)]
    assert bulk(words, leaf_hashes=None) == [("rows", 0)]
    assert bulk(words, rows_count=3) == [("rows", 0)]


def test_rows_of_an_erased_entry_are_only_counted() -> None:
    assert bulk(None, leaf_hashes=LEAVES[32:] + LEAVES[:32]) == []
    assert bulk(None, leaf_hashes=LEAVES[:32]) == [("rows", 0)]


def test_rows_of_an_unreadable_entry_say_nothing_new() -> None:
    assert bulk(b"{}") == []
