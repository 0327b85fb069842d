"""The log answers who, what and when, and proves it."""

import io
from pathlib import Path

import pytest

from goodstanding.evidence import log, proof, queries, row, seal, verify
from goodstanding.evidence.operations import append, erase_body, write_checkpoint
from goodstanding.evidence.queries import LogDamaged, NotOnRecord
from tests.evidence.owner import tamper
from tests.evidence.sample_log import NOON

pytestmark = pytest.mark.django_db
ROWS = [(f"debt:{number}", b'{"amount_minor":%d}' % number) for number in range(5)]


@pytest.fixture
def ids() -> list[int]:
    """Seven entries about two debts; the fifth has rows."""
    return [
        append(
            "test.done",
            by="user:1",
            at=NOON,
            subjects=[f"debt:{number % 2}", "person:45"],
            facts={"number": number},
            rows=ROWS if number == 4 else None,
        )
        for number in range(7)
    ]


def test_entries_are_found_by_subject_and_by_id_newest_first(ids: list[int]) -> None:
    assert [entry.id for entry in queries.entries_for(["debt:1"], limit=10)] == [ids[5], ids[3], ids[1]]
    assert [entry.id for entry in queries.entries_for(["debt:1"], ids=[ids[6], ids[5]], limit=3)] == [
        ids[6],
        ids[5],
        ids[3],
    ]
    assert queries.entries_for(["debt:2"], limit=10) == []
    assert queries.entries_for([], limit=10) == []


def test_pages_of_entries_follow_one_another(ids: list[int]) -> None:
    first = queries.entries_for(["person:45"], limit=4)
    second = queries.entries_for(["person:45"], limit=4, before=first[-1].position)
    assert [entry.id for entry in first + second] == ids[::-1]


def test_an_entry_shows_what_it_says(ids: list[int]) -> None:
    (entry,) = queries.entries_for([], ids=[ids[4]], limit=1)
    assert (entry.position, entry.kind, entry.actor, entry.at) == (4, "test.done", "user:1", NOON)
    assert (entry.subjects, entry.rows_count, entry.facts) == (["debt:0", "person:45"], 5, {"number": 4})


def test_an_erased_entry_shows_no_facts(ids: list[int]) -> None:
    erase_body(ids[0], by="user:1", at=NOON, reason="Asked for.")
    (entry,) = queries.entries_for([], ids=[ids[0]], limit=1)
    assert entry.facts is None


@pytest.mark.parametrize("size", [None, 7, 5])
def test_every_entry_is_proved_to_be_in_the_log(ids: list[int], size: int | None) -> None:
    for entry_id in ids[:size]:
        found = queries.inclusion_proof(entry_id, size=size)
        leaf = log.leaf_hash(found.commitment)
        assert found.root == log.root(queries.leaf_hashes(0, size or 7))
        assert proof.is_included(leaf, index=found.position, size=found.size, path=found.path, root=found.root)


def test_every_older_log_is_proved_to_begin_the_newer(ids: list[int]) -> None:
    for old in range(8):
        for new in range(old, 8):
            path = queries.consistency_proof(old, new)
            roots = queries.root_at(old), queries.root_at(new)
            assert proof.is_consistent(old_size=old, new_size=new, old_root=roots[0], new_root=roots[1], path=path)
    assert queries.consistency_proof(3) == queries.consistency_proof(3, 7)


def test_what_is_not_on_record_is_not_proved(ids: list[int]) -> None:
    with pytest.raises(NotOnRecord, match="not among the first 7"):
        queries.inclusion_proof(ids[-1] + 1000)
    with pytest.raises(NotOnRecord, match="not among the first 3"):
        queries.inclusion_proof(ids[3], size=3)
    for size in (8, -1):
        with pytest.raises(NotOnRecord, match="7 entries"):
            queries.inclusion_proof(ids[0], size=size)
        with pytest.raises(NotOnRecord):
            queries.consistency_proof(size)
    with pytest.raises(NotOnRecord, match="never 5"):
        queries.consistency_proof(5, 4)


def test_a_missing_part_of_the_tree_is_said_and_not_guessed(ids: list[int]) -> None:
    tamper("DELETE FROM evidence_node WHERE level = 1 AND index = 0")
    with pytest.raises(LogDamaged, match="goodstanding verify"):
        queries.inclusion_proof(ids[2])


def test_a_single_row_of_a_bulk_entry_is_proved(ids: list[int]) -> None:
    for key, content in ROWS:
        found = queries.row_proof(ids[4], key)
        assert row.is_proved(key, content, by=found, root=found.root)
        assert not row.is_proved(key, content + b" ", by=found, root=found.root)


def test_rows_that_are_not_there_are_not_proved(ids: list[int]) -> None:
    with pytest.raises(NotOnRecord, match="no row called debt:9"):
        queries.row_proof(ids[4], "debt:9")
    with pytest.raises(NotOnRecord, match="no rows"):
        queries.row_proof(ids[3], "debt:1")
    erase_body(ids[4], by="user:1", at=NOON, reason="Asked for.")
    with pytest.raises(NotOnRecord, match="erased"):
        queries.row_proof(ids[4], "debt:1")


def test_an_export_is_verified_without_the_database(ids: list[int], tmp_path: Path) -> None:
    write_checkpoint(tmp_path, by="job:seal", at=NOON)
    erase_body(ids[2], by="user:1", at=NOON, reason="Asked for.")
    with (tmp_path / "log.jsonl").open("wb") as file:
        assert queries.export_log(file) == 9
    report = verify.verify_files(
        tmp_path / "log.jsonl",
        checkpoints=[tmp_path / "evidence" / "latest.txt"],
        verifier=(tmp_path / "evidence" / "public_key.txt").read_text(),
        witness=tmp_path / "evidence" / "witness.bin",
    )
    assert (report.is_sound, report.size, report.sealed_size, report.erased_count) == (True, 9, 8, 1)
    assert report.root == queries.head().root()


def test_the_export_of_an_empty_log_is_empty() -> None:
    file = io.BytesIO()
    assert (queries.export_log(file), file.getvalue()) == (0, b"")
    assert queries.verify_database().is_sound


IN_ENTRY_3 = "WHERE entry_id = (SELECT id FROM evidence_entry WHERE position = 3)"
TAMPERINGS = [
    (f"UPDATE evidence_body SET body = body || ' '::bytea {IN_ENTRY_3}", "changed", 3),
    (f"UPDATE evidence_body SET salt = sha256('x') {IN_ENTRY_3}", "changed", 3),
    (f"DELETE FROM evidence_body {IN_ENTRY_3}", "silent_erasure", 3),
    ("UPDATE evidence_entry SET commitment = sha256('x') WHERE position = 3", "changed", 3),
    ("UPDATE evidence_entry SET leaf_hash = sha256('x') WHERE position = 3", "leaf", 3),
    ("UPDATE evidence_entry SET subjects = '{}' WHERE position = 3", "column", 3),
    ("UPDATE evidence_entry SET actor = 'user:2' WHERE position = 3", "column", 3),
    ("UPDATE evidence_entry SET at = at + interval '1 second' WHERE position = 3", "column", 3),
    ("UPDATE evidence_entry SET recorded_at = recorded_at - interval '1 day' WHERE position = 3", "column", 3),
    ("UPDATE evidence_entry SET rows_count = 1 WHERE position = 3", "rows", 3),
    ("UPDATE evidence_entry SET position = 99 WHERE position = 3", "missing", 3),
    ("UPDATE evidence_entry SET position = 99 WHERE position = 6", "invented", None),
    ("UPDATE evidence_entryrows SET leaf_hashes = leaf_hashes || sha256('x')", "rows", 4),
    ("UPDATE evidence_entryrows SET leaf_hashes = sha256('x') || substr(leaf_hashes, 33)", "rows", 4),
    ("DELETE FROM evidence_entryrows", "rows", 4),
    ("UPDATE evidence_node SET hash = sha256('x') WHERE level = 1 AND index = 1", "node", 2),
    ("DELETE FROM evidence_node WHERE level = 2", "node", 0),
    ("DELETE FROM evidence_node WHERE level = 1 AND index = 2", "node", 4),
    ("INSERT INTO evidence_node VALUES (3, 0, sha256('x'))", "invented", 7),
    ("UPDATE evidence_head SET frontier = sha256('x') || sha256('y') || sha256('z')", "head", None),
    ("UPDATE evidence_head SET size = 6, frontier = substr(frontier, 1, 64)", "invented", 6),
    ("UPDATE evidence_head SET size = 9, frontier = substr(frontier, 1, 64)", "head", None),
    ("UPDATE evidence_head SET frontier = ''", "head", None),
    ("DELETE FROM evidence_head", "head", None),
]


@pytest.mark.parametrize(("sql", "what", "position"), TAMPERINGS)
def test_tampering_with_the_tables_is_found_and_named(
    ids: list[int], sql: str, what: str, position: int | None
) -> None:
    tamper(sql)
    report = queries.verify_database()
    assert what in {finding.what for finding in report.findings}
    if position is not None:
        assert report.first_bad_position == position


def test_a_consistent_forgery_is_found_against_a_checkpoint(ids: list[int], tmp_path: Path) -> None:
    path = write_checkpoint(tmp_path, by="job:seal", at=NOON)
    verifier = seal.read_verifier((tmp_path / "evidence" / "public_key.txt").read_text())
    sealed = [seal.unseal(path.read_text(), verifier=verifier)]
    for table in ("evidence_body", "evidence_entryrows", "evidence_node", "evidence_entry"):
        tamper(f"DELETE FROM {table}")
    tamper("UPDATE evidence_head SET size = 0, frontier = ''")
    for number in range(9):
        append("test.done", by="user:1", at=NOON, subjects=[], facts={"number": number})
    assert queries.verify_database().is_sound
    assert queries.verify_database(sealed).first_bad_position == 0
    tamper("DELETE FROM evidence_head")
    assert not queries.verify_database(sealed).is_sound
