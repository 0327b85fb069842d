"""Guarding against a restored database: what the journal knows and the books do not is asked about first.

A database that was put back from a backup does not know what left after the backup; sending on would send it twice. The
journal lies beside the database, so it is compared with it at the start of every run of sending.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.evidence.queries import head
from goodstanding.outreach.channels.provider import BatchProvider, ChannelRefused, Provider
from goodstanding.outreach.message.attempt import key_of
from goodstanding.outreach.message.learned import Learned
from goodstanding.outreach.message.operations.dead_letters import open_for_journal
from goodstanding.outreach.message.operations.recording import record, rows_of
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.outreach.sending import journal
from goodstanding.outreach.sending.operations.looking_up import consignment_of
from goodstanding.outreach.sending.operations.pausing import GUARD, is_paused, last_word, say

ProviderOf = Callable[[str], Provider | BatchProvider]
"""Returns the provider of a channel; raises ChannelRefused where there is none."""

_OLDER = (
    "The books are older than what has left the house: it looks as if a backup was put back. Nothing is sent until it "
    "is known what left meanwhile."
)
_GONE = (
    "The journal of what left the house is not there, though messages were handed over before. Nothing is sent until "
    "somebody says that this is well."
)


class Reconciled(NamedTuple):
    """One key that left the house and that the books did not know, with what its provider says of it."""

    key: str
    channel: str
    word: str
    sentence: str


def may_send(data_folder: Path, *, at: datetime) -> bool:
    """Say whether sending is neither paused nor held; hold it where the books seem to be older than the journal."""
    if is_paused():
        return False
    sentence = fault(data_folder, only_tail=True)
    if not sentence:
        return True
    with transaction.atomic():
        if not is_paused():
            say("paused", sentence, by=GUARD, at=at)
    return False


def fault(data_folder: Path, *, only_tail: bool = False) -> str:
    """Return what does not fit between the journal and the books, as a sentence; empty where all is well."""
    if not journal.exists(data_folder):
        has_sent = MessageEvent.objects.filter(word="handed_over").exists()
        # Asked once more: another worker may have begun it, and then sent its first message, between the two questions.
        return _GONE if has_sent and not journal.exists(data_folder) else ""
    lines = journal.read(data_folder, only_tail=only_tail)
    marks = [int(line.get("log", 0)) for line in lines]
    if marks and max(marks) > head().size:
        return _OLDER
    return _OLDER if _unexplained(lines) else ""


def reconcile(data_folder: Path, *, provider_of: ProviderOf, by: Actor, at: datetime) -> list[Reconciled]:
    """Look up every key that left and that the books do not know, learn what became of it, and let sending go on.

    What no provider can tell of becomes unknown. What the books do not hold at all becomes a task. Raises
    PermissionRefused.
    """
    require(by, "sending.resume")
    found = [_reconciled(line, provider_of, by=by, at=at) for line in _unexplained(journal.read(data_folder))]
    with transaction.atomic():
        word = last_word()
        if word is not None and word.is_guard:
            say("resumed", f"What left was reconciled with the books: {len(found)} keys.", by=by.name, at=at)
    # Last: whoever dies before this is asked to reconcile once more, which does nothing twice.
    journal.write_reconciled(data_folder, at=at, log=head().size)
    return found


def _unexplained(lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the lines of attempts that the books do not know as handed over."""
    attempts = [line for line in lines if "key" in line]
    numbers = {int(line["message"]) for line in attempts}
    rows = MessageEvent.objects.filter(word="handed_over", message_id__in=numbers)
    told = rows.values_list("message__key", "message__made_at", "attempt")
    known = {key_of(key, made_at=made_at, attempt=attempt) for key, made_at, attempt in told}
    return [line for line in attempts if line["key"] not in known]


def _reconciled(line: Mapping[str, Any], provider_of: ProviderOf, *, by: Actor, at: datetime) -> Reconciled:
    key, channel = str(line["key"]), str(line["channel"])
    row = Message.objects.filter(id=int(line["message"])).first()
    if row is None or key_of(row.key, made_at=row.made_at, attempt=int(line["attempt"])) != key:
        _not_ours_any_more(key, line, by=by, at=at)
        return Reconciled(key, channel, "not in the books", "These books do not hold it; a task was opened.")
    # The text of the row, if there is one, is of an earlier attempt.
    consignment = replace(
        consignment_of(row, attempt=int(line["attempt"])), text="", text_sha256=str(line.get("said", ""))
    )
    try:
        told = provider_of(channel).look_up(consignment, asked_at=datetime.fromisoformat(str(line["at"])))
        word, reference, reason = told.word, told.reference, told.reason
    except ChannelRefused as refusal:
        word, reference, reason = "cannot tell", "", str(refusal)
    if word == "absent":
        return Reconciled(key, channel, word, "It never left; it goes when its time has come.")
    state = "unknown" if word == "cannot tell" else word
    _learn(row, line, state=state, reference=reference, reason=reason, by=by, at=at)
    return Reconciled(key, channel, state, reason or "The provider has it, and now the books know.")


@transaction.atomic
def _learn(
    row: Message, line: Mapping[str, Any], *, state: str, reference: str, reason: str, by: Actor, at: datetime
) -> None:
    entry_id = allot()
    attempt, asked_at = int(line["attempt"]), datetime.fromisoformat(str(line["at"]))
    source = "reconciled"
    told = [
        Learned(row.pk, "handed_over", attempt, source, f"{source}:{line['key']}:handed_over", min(asked_at, at)),
        Learned(
            row.pk, state, attempt, source, f"{source}:{line['key']}:{state}", min(asked_at, at),
            reference=reference, reason=reason, due_at=at,
        ),
    ]  # fmt: skip
    found = record(told, at=at, entry_id=entry_id)
    append(
        "outreach.message_reconciled",
        by=by.name,
        at=at,
        subjects=[f"message:{row.pk}", f"person:{row.person_id}"],
        facts={"key": str(line["key"]), "state": state},
        rows=rows_of(found),
        entry_id=entry_id,
    )


@transaction.atomic
def _not_ours_any_more(key: str, line: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    entry_id = allot()
    told = {name: line.get(name) for name in ("key", "message", "attempt", "channel", "provider", "at")}
    open_for_journal(key, told, at=at, entry_id=entry_id)
    append(
        "outreach.message_reconciled", by=by.name, at=at, subjects=["sending"],
        facts={"key": key, "state": "not in the books"}, entry_id=entry_id,
    )  # fmt: skip
