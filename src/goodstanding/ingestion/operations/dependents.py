"""What rests on a batch: later work that would lie if the batch were undone."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet

from goodstanding.disputes.models import Dispute
from goodstanding.evidence.models import Entry
from goodstanding.ingestion.models import Batch, Chunk
from goodstanding.ledger.models import Posting
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.receivables.models import Debt, Item, Liable

MODELS: dict[str, type[Model]] = {
    "person": Person,
    "contact_point": ContactPoint,
    "debt": Debt,
    "item": Item,
    "dispute": Dispute,
}
NAMED_MOST = 5
_NOWHERE = [0, -1]


def dependents(batch: Batch, chunks: Sequence[Chunk]) -> list[str]:
    """Return what rests on some chunks of a batch, in words; nothing when they can be undone."""
    own = set(batch.chunks.values_list("entry_id", flat=True)) | undoing_entries(batch)
    entries: dict[int, str] = {}
    for chunk in chunks:
        for what, found in _questions(chunk):
            for entry_id in found:
                if entry_id not in own:
                    entries.setdefault(entry_id, what)
    return [f"{what} by {name}" for what, name in _named(entries)]


def between(name: str, numbers: Sequence[int]) -> Q:
    """Return the condition that a number lies from the first to the last, both included."""
    first, last = numbers
    return Q(**{f"{name}__gte": first, f"{name}__lte": last})


def undoing_entries(batch: Batch) -> set[int]:
    """Return the entries by which batches of the same client were undone; they leave things as they had been."""
    undone = Chunk.objects.filter(batch__client_id=batch.client_id, undo_entry_id__isnull=False)
    return {number for number in undone.values_list("undo_entry_id", flat=True) if number is not None}


def _questions(chunk: Chunk) -> Iterable[tuple[str, Iterable[int]]]:
    """Yield what may rest on a chunk, each with the entries that wrote it."""
    for kind, model in MODELS.items():
        changed = _own(model, chunk, kind).exclude(entry_id=chunk.entry_id)
        overwritten = model._default_manager.filter(
            pk__in=chunk.overwrites.filter(kind=kind).values_list("row_id", flat=True)
        ).exclude(entry_id=chunk.entry_id)
        yield f"{kind.replace('_', ' ')}s changed", _entries(changed) | _entries(overwritten)
    debts, persons, items = (chunk.ranges.get(kind, _NOWHERE) for kind in ("debt", "person", "item"))
    yield "debts of its persons placed", _entries(Debt.objects.filter(between("debtor_id", persons), withdrawn_at=None))
    yield (
        "persons made liable",
        _entries(Liable.objects.filter(between("person_id", persons) | between("debt_id", debts))),
    )
    yield "items added", _entries(Item.objects.filter(between("debt_id", debts), withdrawn_at=None))
    contested = between("debt_id", debts) | between("item_id", items)
    yield "disputes opened", _entries(Dispute.objects.filter(contested, withdrawn_at=None))
    yield "money moved", _money(chunk, debts=debts, items=items)


def _own(model: type[Model], chunk: Chunk, kind: str) -> QuerySet[Any]:
    """Return the rows of a kind that the chunk brought: nobody else's have a number of its range and its instant."""
    return model._default_manager.filter(between("pk", chunk.ranges.get(kind, _NOWHERE)), recorded_at=chunk.entered_at)


def _money(chunk: Chunk, *, debts: list[int], items: list[int]) -> set[int]:
    """Return the entries of standing transactions on the chunk's debts, and on items it added to other debts."""
    elsewhere = Item.objects.filter(between("pk", items), recorded_at=chunk.entered_at).exclude(
        between("debt_id", debts)
    )
    on_items = Q(account_id__in=elsewhere.values("debt_id")) & between("item_id", items)
    standing = Posting.objects.filter(transaction__reversed_by=None).exclude(transaction__kind="reversal")
    found: set[int] = set()
    for where in (between("account_id", debts), on_items):
        rows = standing.filter(where).exclude(transaction__entry_id=chunk.entry_id)
        found |= set(rows.values_list("transaction__entry_id", flat=True).distinct())
    return found


def _entries(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("entry_id", flat=True).distinct())


def _named(entries: dict[int, str]) -> list[tuple[str, str]]:
    """Name the batch of an entry, or what the evidence log calls it; the first few stand for all."""
    batches = dict(Chunk.objects.filter(entry_id__in=entries).values_list("entry_id", "batch_id"))
    logged = Entry.objects.filter(id__in=[number for number in entries if number not in batches]).order_by("id")
    hands = {entry.pk: f"entry {entry.pk} ({entry.kind} on {entry.at.date()})" for entry in logged[:NAMED_MOST]}
    named = [(what, f"batch {batches[number]}") for number, what in sorted(entries.items()) if number in batches]
    named += [(what, hands[number]) for number, what in sorted(entries.items()) if number in hands]
    named += [(what, f"entry {number}") for number, what in sorted(entries.items())[:NAMED_MOST] if not named]
    return list(dict.fromkeys(named))[:NAMED_MOST]
