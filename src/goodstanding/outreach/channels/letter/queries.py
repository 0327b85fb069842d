"""Letters that left: by their code, by their batch, and the copy of each."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from goodstanding.access.permission import Actor, require
from goodstanding.outreach.channels.letter import letter_code
from goodstanding.outreach.models.letter import PrintBatch
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.copies import bytes_in
from goodstanding.outreach.sending.queries import NoSuchMessage, copy_of, message_page
from goodstanding.refusal import Refusal

PART = "letter"


class NoSuchLetter(Refusal):
    """There is no letter of this code, or it is not theirs to see."""


class NoSuchBatch(Refusal):
    """There is no batch of this name."""


class BatchLine(NamedTuple):
    """A batch as it is listed."""

    key: str
    folder: str
    letters: int
    pages: int
    sheets: int
    pdf_sha256: str
    copies_sha256: str
    manifest_sha256: str
    at: datetime
    by: str
    entry_id: int


def print_batches(*, by: Actor, most: int = 50) -> list[BatchLine]:
    """Return the batches that were given to a print house, the newest first; raises PermissionRefused."""
    require(by, "sending.run")
    rows = PrintBatch.objects.order_by("-id").values_list(*BatchLine._fields)[:most]
    return [BatchLine(*row) for row in rows]


def print_batch(key: str, *, by: Actor) -> BatchLine:
    """Return one batch by its name or by the beginning of it; raises NoSuchBatch, PermissionRefused."""
    require(by, "sending.run")
    rows = list(PrintBatch.objects.filter(key__startswith=key).order_by("-id").values_list(*BatchLine._fields)[:2])
    whole = [row for row in rows if row[0] == key] or (rows if len(rows) == 1 and key else [])
    if not whole:
        raise NoSuchBatch(f"There is no batch {key[:80]!r}" + (", but several that begin so." if rows and key else "."))
    return BatchLine(*whole[0])


def letter_of(code: str, *, by: Actor) -> Message:
    """Return the message whose letter carries a code; raises CodeRefused, NoSuchLetter."""
    read = letter_code.read(code)
    try:
        message_page(read.message_id, by=by)
    except NoSuchMessage as fault:
        raise NoSuchLetter(f"No letter has the code {code.strip()[:40]}.") from fault
    row = Message.objects.get(id=read.message_id)
    if row.channel != "letter":
        raise NoSuchLetter(f"No letter has the code {code.strip()[:40]}.")
    if not read.fits(row.key, made_at=row.made_at):
        raise NoSuchLetter(
            f"The code {code.strip()[:40]} is that of a letter these books do not know; message {row.pk} is another."
        )
    return row


def copy_of_letter(number_or_code: str, *, data_folder: Path, by: Actor) -> tuple[int, bytes]:
    """Return a letter's message number and its copy as it left; raises CodeRefused, NoSuchLetter, MessageRefused."""
    if number_or_code.isascii() and number_or_code.isdecimal() and len(number_or_code) < 19:  # noqa: PLR2004  of 64 bits
        number = int(number_or_code)
    else:
        number = letter_of(number_or_code, by=by).pk
    line, content = copy_of(number, PART, by=by)
    return number, content if content is not None else bytes_in(data_folder, line.place, sha256=line.sha256)
