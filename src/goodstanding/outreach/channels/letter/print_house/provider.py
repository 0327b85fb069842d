"""The print house as a provider: takes letters as batches, keeps a copy of each, and shows them in a folder.

A batch is accepted when it lies in the folder, whole. What was handed over and never answered for is looked up in the
records; while they are held nobody is making a batch, so what is not there was certainly never printed.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from goodstanding.outreach.channels.letter import letter_code
from goodstanding.outreach.channels.letter.address import country_of
from goodstanding.outreach.channels.letter.press import TOGETHER, Unprintable, pressed, pressed_by
from goodstanding.outreach.channels.letter.print_house.binding import Binder, Unbindable
from goodstanding.outreach.channels.letter.print_house.manifest import Letter, Manifest
from goodstanding.outreach.channels.letter.print_house.shelf import (
    COPIES,
    LETTERS,
    MANIFEST_CSV,
    MANIFEST_JSON,
    RECORDS,
    Shelf,
)
from goodstanding.outreach.channels.provider import Consignment, Found, Outcome, Part
from goodstanding.outreach.message.learned import placed

NAME = "print_folder"
PDF = "application/pdf"
PART = "letter"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day an archive can name; the same copies are always the same archive."""


class Pressed(NamedTuple):
    """A letter of the batch with its copy."""

    consignment: Consignment
    pdf: bytes


class _Place(NamedTuple):
    """Where a letter of an earlier batch lies."""

    folder: str
    reference: str


@dataclass(slots=True)
class PrintFolder:
    """Batches in a folder. `home` is the country letters are posted in, `workers` how many processes press."""

    shelf: Shelf
    home: str = "US"
    two_sided: bool = False
    batch: int = 500
    workers: int = 1
    name: str = NAME
    _pool: Executor | None = None
    _known: dict[str, dict[str, _Place]] = field(default_factory=dict)

    def send_batch(self, consignments: Sequence[Consignment], *, batch_key: str) -> list[Outcome]:
        """Put letters into the folder as one batch and return their outcomes in order; the same batch is there once."""
        try:
            with self.shelf.held():
                there = self.shelf.manifest_of(batch_key)
                if there is not None:
                    return _outcomes_of(there, consignments, {})
                refused: dict[str, str] = {}
                there = self._put(batch_key, consignments, refused)
            return _outcomes_of(there, consignments, refused)
        except (OSError, BrokenExecutor) as fault:
            reason = f"The folder for the print house cannot be used: {fault}."
            return [Outcome("put_off", reason=reason, stops=True)] * len(consignments)

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:  # noqa: ARG002  A batch keeps no hour.
        """Say whether a letter lies in a batch that exists."""
        try:
            with self.shelf.held():
                for batch in self.shelf.batches():
                    place = self._places(batch).get(consignment.key)
                    if place and not Path(place.folder).exists():
                        return Found("cannot tell", reason=f"The folder {place.folder} cannot be reached.")
                    if place:
                        return Found("accepted", reference=place.reference)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            return Found("cannot tell", reason=f"The records of the batches cannot be read: {fault}.")
        return Found("absent")

    def _places(self, batch: str) -> dict[str, _Place]:
        """Return where the letters of a batch lie, by key; a batch never changes, so it is read once."""
        if batch not in self._known:
            told = self.shelf.manifest_of(batch)
            letters = told.letters if told else ()
            self._known[batch] = {one.key: _Place(told.folder, _reference(told, one)) for one in letters if told}
        return self._known[batch]

    def close(self) -> None:
        """End the processes that press."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def _pressed(self, consignments: Sequence[Consignment], refused: dict[str, str]) -> Iterator[Pressed]:
        """Return the letters with their copies as they come, and put down by key why one cannot be printed."""
        pages = [one.page for one in consignments if not one.pdf]
        done = iter(pressed_by(self._workers(), pages) if self._is_worth(pages) else pressed(pages, workers=1))
        for one in consignments:
            pdf = one.pdf or next(done)
            if isinstance(pdf, Unprintable):
                refused[one.key] = str(pdf)
            else:
                yield Pressed(one, pdf)

    def _is_worth(self, pages: Sequence[str]) -> bool:
        """Say whether so many pages are worth starting processes for."""
        return self.workers > 1 and (self._pool is not None or len(pages) > TOGETHER)

    def _workers(self) -> Executor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))
        return self._pool

    def _put(self, batch: str, wanted: Sequence[Consignment], refused: dict[str, str]) -> Manifest | None:
        """Write the files of a batch under temporary names and let it exist; nothing where nothing can be printed."""
        record, shown = self.shelf.begin(batch)
        letters: list[Letter] = []
        with (shown / LETTERS).open("wb") as file, ZipFile(record / COPIES, "w", ZIP_STORED) as copies:
            binder = Binder(file, two_sided=self.two_sided)
            for one in self._pressed(wanted, refused):
                try:
                    first, last = binder.add(one.pdf)
                except Unbindable as fault:
                    refused[one.consignment.key] = str(fault)
                    continue
                letter = self._letter(one, sequence=len(letters) + 1, first=first, last=last)
                copies.writestr(_entry(letter.copy), one.pdf)
                letters.append(letter)
            digest = binder.finish()
        told = Manifest(
            batch, str(self.shelf.folder), self.two_sided, binder.pages, sum(one.sheets for one in letters), digest,
            sha256((record / COPIES).read_bytes()).hexdigest(), tuple(letters),
        )  # fmt: skip
        for folder in (record, shown):
            (folder / MANIFEST_JSON).write_bytes(told.as_json())
            (folder / MANIFEST_CSV).write_bytes(told.as_csv())
        if not letters:
            self.shelf.drop(batch)
            return None
        self.shelf.put(batch)
        return told

    def _letter(self, one: Pressed, *, sequence: int, first: int, last: int) -> Letter:
        consignment, count = one.consignment, last - first + 1
        code = letter_code.code_of_attempt(consignment.message_id, consignment.key)
        return Letter(
            sequence=sequence,
            key=consignment.key,
            message_id=consignment.message_id,
            code=letter_code.spaced(code),
            first_page=first,
            last_page=last,
            sheets=-(-count // 2) if self.two_sided else count,
            country=country_of(consignment.to, home=self.home),
            language=consignment.language,
            copy=f"{sequence:06}-{code}.pdf",
            size=len(one.pdf),
            sha256=sha256(one.pdf).hexdigest(),
        )


def cores() -> int:
    """Return how many processes may press at once on this machine."""
    return min(8, len(os.sched_getaffinity(0)))


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.external_attr = 0o440 << 16
    return entry


def _outcomes_of(told: Manifest | None, consignments: Sequence[Consignment], refused: dict[str, str]) -> list[Outcome]:
    """Return an outcome for each letter, by what stands in the manifest of its batch."""
    known = {letter.key: letter for letter in told.letters} if told else {}
    outcomes = []
    for one in consignments:
        letter = known.get(one.key)
        if told and letter:
            outcomes.append(Outcome("accepted", reference=_reference(told, letter), sent=(copy_of(told, letter),)))
        else:
            reason = refused.get(one.key, "It is not in its batch, because it could not be printed.")
            outcomes.append(Outcome("failed", reason=reason))
    return outcomes


def copy_of(told: Manifest, letter: Letter) -> Part:
    """Return where the copy of a letter lies."""
    place = f"{RECORDS}/{told.batch}/{COPIES}#{letter.copy}"
    return placed(PART, place=place, media_type=PDF, sha256_hex=letter.sha256, size=letter.size)


def _reference(told: Manifest, letter: Letter) -> str:
    return f"{told.batch}/{letter.sequence}"
