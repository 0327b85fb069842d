"""Batches on record: once, with what is in them, and only when they are there."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.db import Error, transaction

from goodstanding.access.permission import OPERATOR, PermissionRefused
from goodstanding.evidence.models import Entry
from goodstanding.outreach.channels.letter.operations.batches import record_batches
from goodstanding.outreach.channels.letter.press import press
from goodstanding.outreach.channels.letter.queries import NoSuchBatch, copy_of_letter, print_batch, print_batches
from goodstanding.outreach.models.letter import PrintBatch
from goodstanding.outreach.models.message import Message, MessageCopy
from goodstanding.outreach.sending.house import House
from goodstanding.outreach.sending.operations.sending import send_due
from goodstanding.outreach.sending.preparing.queries import preview
from goodstanding.outreach.sending.queries import waiting_of
from tests.outreach.channels.letter.posted import code_of, letters, print_house, send
from tests.outreach.sending.post_office import NOON, permits
from tests.receivables.cast import COLLECTOR

pytestmark = pytest.mark.django_db


def test_letters_are_sent_in_batches_and_every_copy_is_kept(tmp_path: Path) -> None:
    numbers = letters(5)
    figures = send(tmp_path, batch=2)
    assert figures.states == {"accepted": 5}
    assert len(list((tmp_path / "print").glob("[!.]*"))) == 3
    copy = MessageCopy.objects.get(message_id=numbers[0])
    assert (copy.part, copy.media_type, copy.content) == ("letter", "application/pdf", None)
    number, content = copy_of_letter(code_of(numbers[0]), data_folder=tmp_path, by=OPERATOR)
    assert number == numbers[0]
    assert (sha256(content).hexdigest(), len(content)) == (copy.sha256, copy.size)
    assert copy_of_letter(str(numbers[0]), data_folder=tmp_path, by=OPERATOR) == (number, content)
    assert Message.objects.get(id=numbers[0]).reference.endswith("/1")


def test_what_a_template_says_is_printed_and_a_preview_is_the_same_letter(tmp_path: Path) -> None:
    (number,) = letters(1)
    house = House(permits)
    waiting = waiting_of(Message.objects.get(id=number))
    shown = preview(waiting, house=house, at=NOON)
    send_due("letter", house=house, provider=print_house(tmp_path), data_folder=tmp_path, by=OPERATOR, now=lambda: NOON)
    _, content = copy_of_letter(str(number), data_folder=tmp_path, by=OPERATOR)
    assert content == shown.pdf == press(shown.page)
    assert shown.to.splitlines()[1:] == ["1 Sample Street", "Exampleton, MD 21201"]
    assert content.count(b"/Type/Page/") >= 1


def test_a_batch_is_put_on_record_once(tmp_path: Path) -> None:
    letters(3)
    send(tmp_path, batch=2)
    names = record_batches(tmp_path, by=OPERATOR, at=NOON)
    assert len(names) == 2
    assert record_batches(tmp_path, by=OPERATOR, at=NOON) == []
    newest, oldest = print_batches(by=OPERATOR)
    assert {newest.key, oldest.key} == set(names)
    assert newest.letters + oldest.letters == 3
    entry = Entry.objects.get(id=oldest.entry_id)
    assert (entry.kind, entry.rows_count) == ("outreach.letters_to_print_house", oldest.letters)
    manifest = tmp_path / "letters" / oldest.key / "manifest.json"
    assert oldest.manifest_sha256 == sha256(manifest.read_bytes()).hexdigest()
    assert oldest.pdf_sha256 == sha256((tmp_path / "print" / oldest.key / "letters.pdf").read_bytes()).hexdigest()
    assert oldest.copies_sha256 == sha256((manifest.parent / "copies.zip").read_bytes()).hexdigest()


def test_a_batch_half_there_is_not_put_on_record(tmp_path: Path) -> None:
    letters(1)
    send(tmp_path)
    (batch,) = (tmp_path / "print").glob("[!.]*")
    batch.rename(batch.with_name(f".{batch.name}.part"))
    assert record_batches(tmp_path, by=OPERATOR, at=NOON) == []


def test_a_batch_on_record_stays(tmp_path: Path) -> None:
    letters(1)
    send(tmp_path)
    record_batches(tmp_path, by=OPERATOR, at=NOON)
    with pytest.raises(Error, match="is never changed"), transaction.atomic():
        PrintBatch.objects.update(letters=2)


def test_a_batch_is_found_by_the_beginning_of_its_name(tmp_path: Path) -> None:
    letters(1)
    send(tmp_path)
    (name,) = record_batches(tmp_path, by=OPERATOR, at=NOON)
    assert print_batch(name[:6], by=OPERATOR).key == name
    for wrong in ("", "zzz"):
        with pytest.raises(NoSuchBatch, match="There is no batch"):
            print_batch(wrong, by=OPERATOR)


def test_not_everybody_may(tmp_path: Path) -> None:
    with pytest.raises(PermissionRefused):
        record_batches(tmp_path, by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        print_batches(by=COLLECTOR)
