from pathlib import Path

import pytest

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.evidence import queries as log
from goodstanding.evidence.models import Entry, EntryRows
from goodstanding.ingestion.mapping.finding import MapRefused
from goodstanding.ingestion.models import Batch, Chunk
from goodstanding.ingestion.operations.bring_in import BatchBeingUndone, bring_in
from goodstanding.ingestion.source.rows import SourceRefused
from goodstanding.ledger.models import Posting, Transaction
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.payments.models import Receipt
from goodstanding.receivables.client import NameRefused
from goodstanding.receivables.models import Client, Debt, Item, Portfolio
from tests.ingestion.books import HEADER, MAP, NOON, balances, batch_number, bring, everything, open_minor

pytestmark = pytest.mark.django_db
ANN = "c1,Ann Larch,ann@example.com,A-1,Cards,i1,2026-01-02,2026-02-01,100.00,,,,"
ANN_AGAIN = "c1,Ann Larch,ann@example.com,A-1,Cards,i2,2026-02-02,2026-03-04,50.00,,,,"
BEN = "c2,Ben Elm,,A-2,Loans,j1,2026-01-02,2026-02-01,7.00,,,,"


def test_a_file_comes_in_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    summary = bring(tmp_path, ANN, ANN_AGAIN, BEN)
    assert summary.outcome == "entered" and summary.batch is not None
    assert {kind: states["new"] for kind, states in summary.records.items()} == {
        "person": 2, "contact_point": 1, "debt": 2, "item": 3, "receipt": 0, "dispute": 0,
    }  # fmt: skip
    debt = Debt.objects.get(reference="A-1")
    assert (debt.portfolio.name, debt.debtor and debt.debtor.display_name, debt.currency) == (
        "Cards",
        "Ann Larch",
        "USD",
    )
    assert debt.debtor is not None and debt.debtor.search_name == "ann larch" and debt.debtor.given_name == "Ann"
    assert list(Portfolio.objects.order_by("name").values_list("name", flat=True)) == ["Cards", "Loans"]
    assert open_minor() == {("A-1", "i1"): 10_000, ("A-1", "i2"): 5_000, ("A-2", "j1"): 700}
    assert sum(minor for *_, minor in balances()) == 0


def test_every_chunk_is_one_proved_entry(tmp_path: Path) -> None:
    summary = bring(tmp_path, ANN, ANN_AGAIN, BEN)
    chunks = list(Chunk.objects.filter(batch_id=batch_number(summary)).order_by("number"))
    assert [(chunk.first_row, chunk.last_row) for chunk in chunks] == [(2, 3), (4, 4)]
    entry = Entry.objects.get(pk=chunks[0].entry_id)
    assert entry.rows_count == 2 and f"batch:{summary.batch}" in entry.subjects
    assert EntryRows.objects.filter(entry=entry).exists()
    assert Debt.objects.get(reference="A-1").entry_id == entry.pk
    assert {row.recorded_at for row in Transaction.objects.filter(entry_id=entry.pk)} == {chunks[0].entered_at}
    assert log.verify_database().is_sound


def test_the_same_file_changes_nothing_whatever_it_is_called(tmp_path: Path) -> None:
    first = bring(tmp_path, ANN, BEN)
    before = everything()
    again = bring(tmp_path, ANN, BEN, name="renamed.csv")
    assert (again.outcome, again.batch) == ("entered before", first.batch)
    assert all(states["new"] == states["changed"] == 0 for states in again.records.values())
    assert (again.totals, again.rows) == (first.totals, first.rows)
    assert everything() == before


def test_another_file_with_the_same_rows_changes_nothing_but_is_a_batch(tmp_path: Path) -> None:
    bring(tmp_path, ANN, BEN)
    books = balances()
    again = bring(tmp_path, BEN, ANN)
    assert again.outcome == "entered" and all(
        states["new"] == states["changed"] == 0 for states in again.records.values()
    )
    assert balances() == books and Batch.objects.count() == 2


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    rows = [ANN, "c1,Ann Larch,ann@example.com,A-1,Cards,i2,wrong,2026-03-04,50.00,,,,", BEN, ANN]
    before = everything()
    promised = bring(tmp_path, *rows, dry_run=True)
    assert promised.outcome == "dry run" and everything() == before
    entered = bring(tmp_path, *rows)
    assert promised.kept == entered.kept


def test_an_abort_leaves_nothing_behind(tmp_path: Path) -> None:
    before = everything()
    aborted = bring(tmp_path, ANN, BEN.replace("7.00", "seven"), on_error="abort")
    assert (aborted.outcome, aborted.rows["rejected"], aborted.batch) == ("aborted", 1, None)
    assert everything() == before
    assert bring(tmp_path, ANN, BEN, on_error="abort").outcome == "entered"


def test_rejected_rows_come_in_again_when_mended(tmp_path: Path) -> None:
    rejected = bring(tmp_path, ANN, BEN.replace("7.00", "seven")).rejected_file
    assert rejected is not None and set(open_minor()) == {("A-1", "i1")}
    mended = tmp_path / "mended.csv"
    mended.write_text(Path(rejected).read_text(encoding="utf-8-sig").replace("seven", "7.00"))
    (tmp_path / "map.yaml").write_text(MAP)
    summary = bring_in(mended, tmp_path / "map.yaml", client_name="Larch Utilities", by=OPERATOR, at=NOON)
    assert summary.rows["accepted"] == 1 and set(open_minor()) == {("A-1", "i1"), ("A-2", "j1")}


def test_a_later_file_changes_what_it_says_otherwise(tmp_path: Path) -> None:
    bring(tmp_path, ANN, BEN)
    later = bring(
        tmp_path, ANN.replace("Ann Larch", "Ann Larch-Fern").replace("100.00", "80.00").replace("Cards", "Loans")
    )
    assert {kind: states["changed"] for kind, states in later.records.items()} == {
        "person": 1, "contact_point": 0, "debt": 1, "item": 1, "receipt": 0, "dispute": 0,
    }  # fmt: skip
    person = Person.objects.get(reference="c1")
    assert (person.display_name, person.search_name, person.family_name) == (
        "Ann Larch-Fern",
        "ann larch fern",
        "Larch-Fern",
    )
    assert Debt.objects.get(reference="A-1").portfolio.name == "Loans"
    assert Item.objects.get(reference="i1").amount_minor == 8_000
    assert open_minor()[("A-1", "i1")] == 8_000
    posted = Transaction.objects.filter(reference="i1").values_list("kind", flat=True)
    assert sorted(posted) == ["charge", "charge", "reversal"]


def test_an_empty_cell_takes_nothing_away(tmp_path: Path) -> None:
    bring(tmp_path, ANN)
    bring(tmp_path, "c1,,,A-1,,,,,,,,,", by_map=MAP.replace("portfolio: {column: product}", "if_unknown: reject"))
    assert Person.objects.get(reference="c1").display_name == "Ann Larch"


def test_a_receipt_pays_what_it_names_and_else_the_oldest(tmp_path: Path) -> None:
    bring(tmp_path, ANN, ANN_AGAIN)
    bring(
        tmp_path,
        "c1,Ann Larch,,A-1,Cards,,,,,20.00,2026-03-10,i2,",
        "c1,Ann Larch,,A-1,Cards,,,,,90.00,2026-03-11,,",
        "c1,Ann Larch,,A-1,Cards,,,,,60.00,2026-03-12,,",
    )
    assert open_minor() == {}
    assert [(item, head, minor) for _, item, head, _, minor in balances() if head in {"cash", "unapplied"}] == [
        (None, "cash", 17_000),
        (None, "unapplied", -2_000),
    ]


def test_money_received_before_the_bill_lies_unapplied(tmp_path: Path) -> None:
    bring(tmp_path, ANN.replace(",,,,", ",30.00,2026-01-01,,"))
    assert open_minor() == {("A-1", "i1"): 10_000}
    assert [minor for *_, head, _, minor in balances() if head == "unapplied"] == [-3_000]


def test_items_in_dispute_wait(tmp_path: Path) -> None:
    bring(tmp_path, ANN[:-4] + ",,,,2026-01-05", ANN_AGAIN[:-4] + ",60.00,2026-03-01,,")
    assert open_minor() == {("A-1", "i1"): 10_000}


def test_equal_receipts_are_taken_and_flagged_once_and_for_all(tmp_path: Path) -> None:
    paid = "c1,Ann Larch,,A-1,Cards,,,,,5.00,2026-03-10,,"
    bring(tmp_path, ANN)
    summary = bring(tmp_path, paid, paid, paid)
    assert (summary.repeats_flagged, summary.repeats_accepted, summary.records["receipt"]["new"]) == (2, 2, 3)
    first = Receipt.objects.order_by("id")[0]
    assert list(Receipt.objects.order_by("id").values_list("repeats_id", flat=True)) == [None, first.pk, first.pk]
    longer = bring(tmp_path, paid, paid, paid, paid, ANN)
    assert (longer.records["receipt"]["new"], longer.records["receipt"]["unchanged"]) == (1, 3)


def test_what_was_paid_beyond_a_lowered_amount_is_free_again(tmp_path: Path) -> None:
    bring(tmp_path, ANN.replace(",,,,", ",100.00,2026-03-10,i1,"))
    bring(tmp_path, ANN.replace("100.00", "60.00"))
    assert open_minor() == {}
    assert [minor for *_, head, _, minor in balances() if head == "unapplied"] == [-4_000]


def test_clients_know_nothing_of_each_other(tmp_path: Path) -> None:
    bring(tmp_path, ANN)
    other = bring(tmp_path, ANN.replace("100.00", "9.00"), client="Other Client")
    assert other.records["debt"]["new"] == 1
    assert (open_minor()[("A-1", "i1")], open_minor("Other Client")[("A-1", "i1")]) == (10_000, 900)
    known = MAP.replace("portfolio: {column: product}", "if_unknown: reject")
    stranger = bring(tmp_path, BEN, ANN.replace("A-1", "A-9"), client="Other Client", by_map=known)
    assert stranger.rows["rejected"] == 2


def test_a_client_is_found_whatever_its_capitals(tmp_path: Path) -> None:
    bring(tmp_path, ANN)
    assert bring(tmp_path, ANN, client="  larch   UTILITIES ").outcome == "entered before"
    assert Client.objects.count() == 1
    with pytest.raises(NameRefused):
        bring(tmp_path, ANN, client="  ")


def test_a_withdrawn_contact_point_comes_back_and_keeps_its_number(tmp_path: Path) -> None:
    bring(tmp_path, ANN)
    point = ContactPoint.objects.get()
    ContactPoint.objects.update(withdrawn_at=NOON)
    assert bring(tmp_path, ANN, BEN).records["contact_point"]["new"] == 1
    assert ContactPoint.objects.get().pk == point.pk and ContactPoint.objects.get().withdrawn_at is None


def test_who_may_not_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    collector = Actor("user:1", frozenset({Role.COLLECTOR}))
    with pytest.raises(PermissionRefused):
        bring(tmp_path, ANN, by=collector)
    assert not Client.objects.exists()


def test_a_file_that_is_being_undone_is_not_brought_in(tmp_path: Path) -> None:
    Batch.objects.filter(pk=batch_number(bring(tmp_path, ANN))).update(state="undoing")
    with pytest.raises(BatchBeingUndone):
        bring(tmp_path, ANN)


def test_maps_and_files_that_cannot_be_used_are_refused_without_a_trace(tmp_path: Path) -> None:
    before = everything()
    with pytest.raises(MapRefused, match="is not a known column"):
        bring(tmp_path, ANN, by_map=MAP.replace("{column: name}", "{column: nmae}"))
    with pytest.raises(MapRefused, match="cannot be read"):
        bring_in(tmp_path / "file.csv", tmp_path / "none.yaml", client_name="X", by=Actor("a"), at=NOON)
    (tmp_path / "latin.yaml").write_bytes("name: é".encode("latin-1"))
    with pytest.raises(MapRefused, match="UTF-8"):
        bring_in(tmp_path / "file.csv", tmp_path / "latin.yaml", client_name="X", by=Actor("a"), at=NOON)
    with pytest.raises(SourceRefused, match="quotation mark"):
        bring(tmp_path, ANN, '"c2,Ben Elm')
    assert everything() == before


def test_formulas_and_markup_are_text(tmp_path: Path) -> None:
    bring(tmp_path, ANN.replace("Ann Larch", '"=HYPERLINK(""x"")<script>{{7*7}}"'))
    assert Person.objects.get().display_name == '=HYPERLINK("x")<script>{{7*7}}'


def test_a_header_alone_is_a_batch_of_nothing(tmp_path: Path) -> None:
    summary = bring(tmp_path)
    assert (summary.outcome, summary.rows["read"], summary.totals) == ("entered", 0, {})
    assert Posting.objects.count() == 0 and HEADER.startswith("customer")
