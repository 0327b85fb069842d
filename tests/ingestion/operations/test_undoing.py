from pathlib import Path

import pytest
from django.db import connection

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.disputes.models import Dispute
from goodstanding.evidence import queries as log
from goodstanding.ingestion.models import Batch, Chunk
from goodstanding.ingestion.operations import undoing
from goodstanding.ingestion.operations.undoing import UndoRefused, undo
from goodstanding.ingestion.queries import NoSuchBatch
from goodstanding.money.amount import Amount
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.parties.operations.person import change
from goodstanding.payments.models import Receipt
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt as Told
from goodstanding.receivables.models import Debt, Item, Liable
from tests.ingestion.books import MAP, NOON, balances, batch_number, bring, everything, open_minor

pytestmark = pytest.mark.django_db
ANN = "c1,Ann Larch,ann@example.com,A-1,Cards,i1,2026-01-02,2026-02-01,100.00,30.00,2026-03-01,i1,2026-01-05"
BEN = "c2,Ben Elm,,A-2,Loans,j1,2026-01-02,2026-02-01,7.00,,,,"
CY = "c3,Cy Fern,,A-3,Loans,k1,2026-01-02,2026-02-01,9.00,,,,"


def undone(batch: int | None) -> None:
    assert batch is not None
    undo(batch, by=OPERATOR, at=NOON)


def standing() -> dict[str, list[object]]:
    """Return what the books hold that is not withdrawn, without numbers, instants and entries."""
    return {
        "persons": list(
            Person.objects.filter(withdrawn_at=None).order_by("reference").values_list("reference", "display_name")
        ),
        "points": list(ContactPoint.objects.filter(withdrawn_at=None).order_by("value").values_list("value", "label")),
        "debts": list(
            Debt.objects.filter(withdrawn_at=None).order_by("reference").values_list("reference", "portfolio__name")
        ),
        "items": list(
            Item.objects.filter(withdrawn_at=None).order_by("reference").values_list("reference", "amount_minor")
        ),
        "disputes": list(Dispute.objects.filter(withdrawn_at=None).values_list("opened_date", "closed_date")),
        "receipts": list(
            Receipt.objects.filter(reversal=None).order_by("source_key").values_list("source_key", "amount_minor")
        ),
        "balances": list(balances()),
    }


def test_an_undone_batch_leaves_every_balance_at_zero_and_every_row_withdrawn(tmp_path: Path) -> None:
    summary = bring(tmp_path, ANN, BEN, CY)
    undone(summary.batch)
    assert all(not rows for rows in standing().values())
    batch = Batch.objects.get(pk=batch_number(summary))
    assert batch.state == "undone" and all(chunk.undone_at for chunk in batch.chunks.all())
    assert (Debt.objects.count(), Item.objects.count(), Receipt.objects.count()) == (3, 3, 1)
    assert log.verify_database().is_sound


def test_afterwards_the_same_file_comes_in_as_if_for_the_first_time(tmp_path: Path) -> None:
    first = bring(tmp_path, ANN, BEN, CY)
    books, numbers = standing(), set(Debt.objects.values_list("pk", flat=True))
    for _ in range(2):
        undone(Batch.objects.order_by("-pk")[0].pk)
        again = bring(tmp_path, ANN, BEN, CY)
        assert again.kept == first.kept and again.outcome == "entered"
        assert standing() == books
    assert set(Debt.objects.values_list("pk", flat=True)) == numbers
    assert Batch.objects.exclude(state="undone").count() == 1


def test_what_was_written_over_is_given_back_whole(tmp_path: Path) -> None:
    bring(tmp_path, ANN, BEN)
    before = {
        name: rows
        for name, rows in everything().items()
        if name in {"parties_person", "receivables_debt", "receivables_item"}
    }
    books = standing()
    later = bring(
        tmp_path,
        ANN.replace("Ann Larch", "Ann Fern")
        .replace("100.00", "20.00")
        .replace("Cards", "Loans")
        .replace(",30.00,", ",3.00,"),
        CY,
    )
    assert later.records["item"]["changed"] == 1 and standing() != books
    undone(later.batch)
    assert standing() == books
    after = {
        name: [row for row in rows if "A-3" not in str(row) and "c3" not in str(row) and "k1" not in str(row)]
        for name, rows in everything().items()
    }
    assert {name: after[name] for name in before} == before


def test_batches_are_undone_in_the_order_they_came_backwards(tmp_path: Path) -> None:
    first = bring(tmp_path, ANN)
    second = bring(tmp_path, ANN.replace("100.00", "120.00"), name="second.csv")
    with pytest.raises(UndoRefused, match=f"later work rests on it: .*items changed by batch {second.batch}"):
        undone(first.batch)
    undone(second.batch)
    undone(first.batch)
    assert all(not rows for rows in standing().values())


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([BEN.replace("j1", "j2")], "items added"),
        (["c2,Ben Elm,,A-2,Loans,,,,,1.00,2026-03-01,,"], "money moved"),
        (["c2,Ben Elm,,A-9,Loans,,,,,,,,"], "debts of its persons placed"),
        (["c2,Ben Elm,,A-2,Loans,,,,,,,,2026-03-01"], "disputes opened"),
        (["c2,Benjamin Elm,,A-2,Loans,,,,,,,,"], "persons changed"),
    ],
)
def test_it_is_refused_while_another_batch_rests_on_it(tmp_path: Path, rows: list[str], what: str) -> None:
    first = bring(tmp_path, BEN)
    second = bring(tmp_path, *rows, name="second.csv")
    books = everything()
    with pytest.raises(UndoRefused) as refused:
        undone(first.batch)
    assert f"{what} by batch {second.batch}" in str(refused.value)
    assert everything() == books
    undone(second.batch)
    undone(first.batch)


def test_it_is_refused_after_work_by_hand_which_is_named(tmp_path: Path) -> None:
    batch = bring(tmp_path, BEN).batch
    debt = Debt.objects.get()
    record(debt.pk, Told(Amount(500, "USD"), NOON.date()), by=OPERATOR, at=NOON)
    with pytest.raises(UndoRefused, match=r"money moved by entry \d+ \(payments.receipt_recorded on 2026-06-30\)"):
        undone(batch)
    assert open_minor() == {("A-2", "j1"): 200}


def test_it_is_refused_after_a_person_was_changed_by_hand(tmp_path: Path) -> None:
    batch = bring(tmp_path, BEN).batch
    change(Person.objects.get().pk, name="Benjamin Elm", by=OPERATOR, at=NOON)
    with pytest.raises(UndoRefused, match="persons changed by entry"):
        undone(batch)


def test_an_undo_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = batch_number(bring(tmp_path, ANN, BEN, CY, chunk_rows=1))
    real, done = undoing._undo_chunk, list[int]()

    def fail_at_the_second(its_batch: Batch, chunk: Chunk, *, by: Actor) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(chunk.number)
        real(its_batch, chunk, by=by)

    monkeypatch.setattr(undoing, "_undo_chunk", fail_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        undone(batch)
    monkeypatch.undo()
    assert Batch.objects.get(pk=batch).state == "undoing" and done == [2]
    assert Chunk.objects.filter(undone_at=None).count() == 2
    undone(batch)
    assert all(not rows for rows in standing().values())


def test_people_made_liable_are_no_longer(tmp_path: Path) -> None:
    by_map = (
        MAP.replace(
            "  - debt:", "  - person: {as: second, reference: {column: pays}, name: {column: pays}}\n  - debt:", 1
        ).replace("      item: {column: pays}\n", "")
        + "  - liable: {person: second, role: guarantor}\n"
    )
    batch = bring(tmp_path, BEN.replace(",,,,", ",,,g1,"), by_map=by_map).batch
    assert Liable.objects.get().person.reference == "g1"
    undone(batch)
    assert not Liable.objects.exists()


def test_a_bounced_receipt_stays_bounced(tmp_path: Path) -> None:
    batch = bring(tmp_path, ANN).batch
    reverse(Receipt.objects.get().pk, reason="Bounced.", reversed_date=NOON.date(), by=OPERATOR, at=NOON)
    undone(batch)
    assert balances() == []


def test_who_may_not_and_what_is_not_there_is_refused(tmp_path: Path) -> None:
    batch = bring(tmp_path, BEN).batch
    assert batch is not None
    with pytest.raises(PermissionRefused):
        undo(batch, by=Actor("user:1", frozenset({Role.COLLECTOR})), at=NOON)
    with pytest.raises(NoSuchBatch):
        undo(batch + 1, by=OPERATOR, at=NOON)
    undone(batch)
    with pytest.raises(UndoRefused, match="undone already"):
        undone(batch)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone()[0] == 0
