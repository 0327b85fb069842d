"""An entry is there exactly when its change is, and nothing false is ever signed."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from goodstanding.evidence import log, operations, queries, row, seal, verify
from goodstanding.evidence.canonical import NotCanonical
from goodstanding.evidence.models import Body, Entry, EntryRows, Head
from goodstanding.evidence.operations import CheckpointRefused, ErasureRefused, append, erase_body, write_checkpoint
from goodstanding.evidence.outside import checkpoint_folder, key_file
from goodstanding.evidence.outside.key_file import KeyRefused
from goodstanding.evidence.row import RowRefused
from goodstanding.evidence.seal import SealBroken
from tests.evidence.owner import tamper
from tests.evidence.sample_log import NOON


def done(number: int = 1) -> int:
    """Append one small entry."""
    return append("test.done", by="user:1", at=NOON, subjects=[f"debt:{number}"], facts={"number": number})


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy of the test database in which transactions really commit, thrown away afterwards."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        connection.close()
        connection.creation.clone_test_db("own", verbosity=0)
        connection.settings_dict["NAME"] = connection.creation.get_test_db_clone_settings("own")["NAME"]
        yield
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.creation.destroy_test_db(suffix="own", verbosity=0)


@pytest.mark.django_db
def test_entries_take_their_places_one_by_one() -> None:
    ids = [done(number) for number in range(5)]
    found = list(Entry.objects.order_by("position").values_list("id", "position", "kind", "actor", "subjects", "at"))
    assert found == [(ids[place], place, "test.done", "user:1", [f"debt:{place}"], NOON) for place in range(5)]
    assert queries.verify_database().is_sound


@pytest.mark.django_db
def test_an_entry_can_be_allotted_before_it_is_appended() -> None:
    early = operations.allot()
    later = done()
    assert append("test.done", by="user:1", at=NOON, subjects=[], facts={}, entry_id=early) == early
    assert later > early
    assert Entry.objects.get(id=early).position == 1


@pytest.mark.django_db
def test_a_rolled_back_change_leaves_no_entry() -> None:
    done()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        done()
        raise ZeroDivisionError
    assert (Entry.objects.count(), Head.objects.get().size) == (1, 1)
    done()
    assert queries.verify_database().is_sound


@pytest.mark.parametrize("facts", [{"rate": 0.5}, {"at": NOON}, {"nested": [{"blob": b""}]}])
@pytest.mark.django_db
def test_facts_without_an_exact_text_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(NotCanonical):
        append("test.done", by="user:1", at=NOON, subjects=[], facts=facts)


@pytest.mark.django_db
def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(NotCanonical):
        append("test.done", by="user:1", at=datetime(2026, 3, 2), subjects=[], facts={})  # noqa: DTZ001


def test_an_entry_outside_a_transaction_is_a_mistake(own_database: None) -> None:
    with pytest.raises(AssertionError, match="inside the transaction"):
        done()


def test_positions_have_no_gaps_when_many_append_at_once(own_database: None) -> None:
    def work(name: int) -> None:
        for number in range(25):
            with transaction.atomic():
                done(name * 1000 + number)
                if number % 5 == 0:
                    transaction.set_rollback(True)
        connection.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == list(range(80))
    stamps = list(Entry.objects.order_by("position").values_list("recorded_at", flat=True))
    assert stamps == sorted(stamps)
    assert queries.verify_database().is_sound


def test_a_copied_database_starts_empty_each_time(own_database: None) -> None:
    assert Entry.objects.count() == 0


ROWS = [(f"debt:{number}", b'{"amount_minor":%d}' % number) for number in range(50)]


@pytest.mark.django_db
def test_a_bulk_entry_holds_the_root_over_its_rows() -> None:
    entry_id = append("test.bulk", by="job:night", at=NOON, subjects=["batch:3"], facts={}, rows=ROWS)
    stored = EntryRows.objects.get(entry_id=entry_id)
    assert stored.keys == "\n".join(key for key, _ in ROWS)
    assert Entry.objects.get(id=entry_id).rows_count == 50
    assert queries.verify_database().is_sound


@pytest.mark.django_db
def test_rows_hashed_beforehand_are_the_same_rows() -> None:
    hashes, keys = row.digests(ROWS), [key for key, _ in ROWS]
    named = append("test.bulk", by="j", at=NOON, subjects=[], facts={}, rows_hashes=hashes, rows_keys=keys)
    counted = append("test.bulk", by="j", at=NOON, subjects=[], facts={}, rows_hashes=hashes)
    for entry_id, key in ((named, "debt:7"), (counted, "7")):
        found = queries.row_proof(entry_id, key)
        assert row.is_proved("debt:7", ROWS[7][1], by=found, root=found.root)


@pytest.mark.django_db
def test_a_bulk_entry_without_rows_says_that_there_were_none() -> None:
    entry_id = append("test.bulk", by="job:night", at=NOON, subjects=[], facts={}, rows=[])
    assert Entry.objects.get(id=entry_id).rows_count == 0
    assert queries.verify_database().is_sound


@pytest.mark.django_db
def test_a_row_key_of_two_lines_is_refused() -> None:
    with pytest.raises(RowRefused):
        append("test.bulk", by="job:night", at=NOON, subjects=[], facts={}, rows=[("a\nb", b"")])


@pytest.mark.django_db
def test_rows_and_their_keys_must_fit() -> None:
    for keys in (["only one"], ["one", ""], ["one", "two\nthree"], ["one", "two", "three"]):
        with pytest.raises(RowRefused):
            append("t", by="j", at=NOON, subjects=[], facts={}, rows_hashes=b"h" * 64, rows_keys=keys)
    with pytest.raises(AssertionError):
        append("t", by="j", at=NOON, subjects=[], facts={}, rows_keys=["a"])
    with pytest.raises(AssertionError):
        append("t", by="j", at=NOON, subjects=[], facts={}, rows=ROWS, rows_hashes=b"h" * 64)


@pytest.mark.django_db
def test_erasing_words_keeps_every_proof(tmp_path: Path) -> None:
    first, second = done(1), done(2)
    write_checkpoint(tmp_path, by="job:seal", at=NOON)
    told = erase_body(first, by="user:9", at=NOON, reason="The person asked for it.")
    assert list(Body.objects.filter(entry_id__in=[first, second]).values_list("entry_id", flat=True)) == [second]
    assert queries.verify_database(checkpoints(tmp_path)).is_sound
    words = queries.entries_for([f"entry:{first}"], limit=9)
    assert [(entry.id, entry.facts and entry.facts["reason"]) for entry in words] == [
        (told, "The person asked for it.")
    ]


@pytest.mark.django_db
def test_what_cannot_be_erased_is_refused() -> None:
    entry_id = done()
    with pytest.raises(ErasureRefused, match="reason"):
        erase_body(entry_id, by="user:9", at=NOON, reason="  ")
    with pytest.raises(ErasureRefused, match="never was"):
        erase_body(entry_id + 1000, by="user:9", at=NOON, reason="Asked for.")
    told = erase_body(entry_id, by="user:9", at=NOON, reason="Asked for.")
    with pytest.raises(ErasureRefused, match="erased before"):
        erase_body(entry_id, by="user:9", at=NOON, reason="Asked for.")
    with pytest.raises(ErasureRefused, match="stays"):
        erase_body(told, by="user:9", at=NOON, reason="Asked for.")
    assert Entry.objects.count() == 2


def checkpoints(folder: Path) -> list[seal.Checkpoint]:
    """Open every checkpoint of a data folder."""
    kept = folder / "evidence"
    verifier = seal.read_verifier((kept / checkpoint_folder.PUBLIC_KEY).read_text())
    return [seal.unseal(path.read_text(), verifier=verifier) for path in checkpoint_folder.notes(kept)]


@pytest.mark.django_db
def test_a_checkpoint_covers_everything_up_to_its_own_request(tmp_path: Path) -> None:
    done()
    path = write_checkpoint(tmp_path, by="job:seal", at=NOON)
    assert path == tmp_path / "evidence" / "checkpoint-2.txt"
    assert (tmp_path / "keys" / key_file.NAME).stat().st_mode & 0o777 == 0o600
    (only,) = checkpoints(tmp_path)
    assert (only.size, only.root) == (2, queries.head().root())
    assert Entry.objects.get(position=1).kind == operations.SEALING


@pytest.mark.django_db
def test_checkpoints_follow_one_another_and_so_does_the_witness(tmp_path: Path) -> None:
    for number in range(5):
        done(number)
        write_checkpoint(tmp_path, by="job:seal", at=NOON + timedelta(days=number))
    found = checkpoints(tmp_path)
    assert [item.size for item in found] == [2, 4, 6, 8, 10]
    noted = (tmp_path / "evidence" / checkpoint_folder.WITNESS).read_bytes()
    assert log.root(log.unpack(noted)) == found[-1].root
    with (tmp_path / "evidence" / checkpoint_folder.WITNESS).open("rb") as file:
        report = queries.verify_database(found, witness=verify.leaf_hashes_in(file))
    assert (report.is_sound, report.sealed_size) == (True, 10)


def rewrite(position: int) -> None:
    """Rewrite one leaf, and everything above it, as a careful forger would."""
    leaves = list(queries.leaf_hashes(0, queries.head().size))
    leaves[position] = log.leaf_hash(b"forged")
    frontier = log.Frontier()
    for place, leaf in enumerate(leaves):
        if place == position:
            tamper("UPDATE evidence_entry SET leaf_hash = %s WHERE position = %s", [leaf, place])
        for node in frontier.append(leaf):
            key = [node.hash, node.level, node.index]
            tamper("UPDATE evidence_node SET hash = %s WHERE level = %s AND index = %s", key)
    tamper("UPDATE evidence_head SET frontier = %s", [frontier.packed()])


@pytest.mark.parametrize("position", [0, 2, 3])
@pytest.mark.django_db
def test_rewritten_history_is_not_signed(tmp_path: Path, position: int) -> None:
    for number in range(3):
        done(number)
    write_checkpoint(tmp_path, by="job:seal", at=NOON)
    rewrite(position)
    with pytest.raises(CheckpointRefused, match="first 4 entries are not the ones signed"):
        write_checkpoint(tmp_path, by="job:seal", at=NOON)
    assert len(checkpoints(tmp_path)) == 1


@pytest.mark.django_db
def test_entries_that_do_not_add_up_are_not_signed(tmp_path: Path) -> None:
    write_checkpoint(tmp_path, by="job:seal", at=NOON)
    for number in range(4):
        done(number)
    tamper("UPDATE evidence_entry SET leaf_hash = commitment WHERE position = 2")
    with pytest.raises(CheckpointRefused, match="do not add up"):
        write_checkpoint(tmp_path, by="job:seal", at=NOON)


@pytest.mark.django_db
def test_a_log_shorter_than_signed_is_not_signed_again(tmp_path: Path) -> None:
    for number in range(3):
        done(number)
    write_checkpoint(tmp_path, by="job:seal", at=NOON)
    tamper("DELETE FROM evidence_body")
    tamper("DELETE FROM evidence_entry")
    tamper("DELETE FROM evidence_node")
    tamper("UPDATE evidence_head SET size = 0, frontier = ''")
    with pytest.raises(CheckpointRefused, match="1 entries, but 4 were signed"):
        write_checkpoint(tmp_path, by="job:seal", at=NOON)


@pytest.mark.django_db
def test_a_lost_key_is_not_replaced_while_its_checkpoints_lie_there(tmp_path: Path) -> None:
    write_checkpoint(tmp_path, by="job:seal", at=NOON)
    (tmp_path / "keys" / key_file.NAME).unlink()
    with pytest.raises(KeyRefused, match="is gone"):
        write_checkpoint(tmp_path, by="job:seal", at=NOON)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_forged_last_checkpoint_stops_the_signing(tmp_path: Path) -> None:
    path = write_checkpoint(tmp_path, by="job:seal", at=NOON)
    path.write_text(path.read_text().replace("\n1\n", "\n0\n"))
    with pytest.raises(SealBroken):
        write_checkpoint(tmp_path, by="job:seal", at=NOON)


def test_a_checkpoint_inside_a_transaction_is_a_mistake(own_database: None, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        write_checkpoint(tmp_path, by="job:seal", at=NOON)
    assert not checkpoint_folder.notes(tmp_path / "evidence")
