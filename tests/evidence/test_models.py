"""The database refuses to change the log, whatever program asks it to."""

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.evidence import operations
from goodstanding.evidence.models import Body, Entry, EntryRows, Head, Node
from tests.evidence.sample_log import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_entries() -> list[int]:
    ids = [
        operations.append("test.done", by="user:1", at=NOON, subjects=["debt:1"], facts={}, rows=[("a", b"1")])
        for _ in range(3)
    ]
    # PostgreSQL empties no table while checks on it are outstanding, and would refuse for that reason instead of ours.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return ids


REFUSED = [
    "UPDATE evidence_entry SET kind = 'test.undone'",
    "UPDATE evidence_entry SET position = position + 10",
    "DELETE FROM evidence_entry WHERE position = 2",
    "TRUNCATE evidence_entry CASCADE",
    "UPDATE evidence_body SET body = '{}'",
    "DELETE FROM evidence_body",
    "TRUNCATE evidence_body",
    "UPDATE evidence_entryrows SET keys = NULL",
    "DELETE FROM evidence_entryrows",
    "TRUNCATE evidence_entryrows",
    "UPDATE evidence_node SET hash = '\\x00'",
    "DELETE FROM evidence_node",
    "TRUNCATE evidence_node",
    "UPDATE evidence_head SET size = 2",
    "UPDATE evidence_head SET size = 3",
    "UPDATE evidence_head SET id = 2, size = 9",
    "DELETE FROM evidence_head",
    "TRUNCATE evidence_head",
    "INSERT INTO evidence_head (id, size, frontier) VALUES (2, 0, '')",
    "INSERT INTO evidence_node (level, index, hash) VALUES (0, 0, '\\x00')",
    "INSERT INTO evidence_node (level, index, hash) SELECT * FROM evidence_node",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_the_log_only_grows(sql: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert (Entry.objects.count(), Body.objects.count(), EntryRows.objects.count()) == (3, 3, 3)
    assert (Node.objects.count(), Head.objects.get().size) == (1, 3)


@pytest.mark.parametrize("blank", ["kind", "actor"])
def test_an_entry_says_what_happened_and_who_did_it(blank: str) -> None:
    words = {"kind": "test.done", "actor": "user:1"} | {blank: ""}
    with pytest.raises(IntegrityError), transaction.atomic():
        operations.append(words["kind"], by=words["actor"], at=NOON, subjects=[], facts={})


def test_the_head_may_grow() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_head SET size = 4")
    assert Head.objects.get().size == 4


def test_a_body_goes_only_after_its_own_erasure_was_told(three_entries: list[int]) -> None:
    first, second, _ = three_entries
    operations.append(
        "evidence.body_erased", by="user:1", at=NOON, subjects=[f"entry:{first}"], facts={"entry": first, "position": 0}
    )
    Body.objects.filter(entry_id=first).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.filter(entry_id=second).delete()


def test_rows_read_as_sentences(three_entries: list[int]) -> None:
    entry_id = three_entries[0]
    assert str(Entry.objects.get(id=entry_id)) == f"Entry {entry_id} at position 0: test.done"
    assert str(Body.objects.get(entry_id=entry_id)) == f"Body of entry {entry_id}"
    assert str(EntryRows.objects.get(entry_id=entry_id)) == f"Rows of entry {entry_id}"
    assert str(Head.objects.get()) == "Log of 3 entries"
    assert str(Node.objects.get()) == "Node 0 of level 1"
