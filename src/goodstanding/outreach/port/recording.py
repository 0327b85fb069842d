"""A port that delivers nothing and writes everything down: one line of JSON an order, in a file that only grows.

For trials, for the demonstration, and for tests, to which its file is the judge of what left the house: it shows every
order that came, also two of different keys for one and the same act. A batch is on disk (fsync) before it is answered.
"""

import fcntl
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from goodstanding.outreach.port.delivery import DeliveryOrder, PortRefused, Receipt

FOLDER, FILE = "outreach", "recorded.jsonl"
_KEY = b'{"key": "'
PRIVATE_MODE, FOLDER_MODE = 0o600, 0o700


def takes_all(_order: DeliveryOrder) -> str:
    """Refuse nothing: return no reason."""
    return ""


class RecordingPort:
    """Writes orders down in `folder`/recorded.jsonl; several processes may hold one each.

    `refuses` returns the reason for which an order is refused, or nothing; by default every order is taken.
    """

    def __init__(self, folder: Path, *, refuses: Callable[[DeliveryOrder], str] = takes_all) -> None:
        self._file = folder / FILE
        self._refuses = refuses
        self._places: dict[str, int] = {}
        """Where in the file the line of a key begins; the file, not this, is the memory."""
        self._read_bytes = 0

    def deliver(self, orders: Sequence[DeliveryOrder]) -> list[Receipt]:
        """Write down the orders whose keys are new, and return the receipts of all; raises PortRefused."""
        with self._held() as file:
            fresh: dict[str, DeliveryOrder] = {}
            for order in orders:
                if order.key not in self._places:
                    fresh.setdefault(order.key, order)
            receipts = self._append(file, fresh.values())
            return [receipts.get(order.key) or self._receipt(file, order.key) for order in orders]

    def look_up(self, keys: Iterable[str]) -> Mapping[str, Receipt | None]:
        """Return what was written down under each key; raises PortRefused."""
        with self._held() as file:
            return {key: self._receipt(file, key) if key in self._places else None for key in keys}

    def log(self) -> list[dict[str, Any]]:
        """Return every line, the first first, each as it was written; a torn last line is left out."""
        if not self._file.exists():
            return []
        lines = self._file.read_bytes().split(b"\n")[:-1]
        return [json.loads(line) for line in lines]

    @contextmanager
    def _held(self) -> Iterator[BinaryIO]:
        """Hold the file alone, mended and read to its end; raises PortRefused where the machine does not let us."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
            # Not in append mode: a torn last line is written over.
            number = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_MODE)
            with os.fdopen(number, "r+b", buffering=io.DEFAULT_BUFFER_SIZE) as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                self._catch_up(file)
                yield file
        except OSError as fault:
            raise PortRefused(
                f"The record of what left the house cannot be kept: {fault.strerror or fault}."
            ) from fault

    def _catch_up(self, file: BinaryIO) -> None:
        """Read what was added since, by whomever; cut off a last line that was never finished, so never answered."""
        size = file.seek(0, os.SEEK_END)
        if size < self._read_bytes:
            raise PortRefused(f"{self._file} is shorter than it was: what left the house is not known any more.")
        file.seek(self._read_bytes)
        for line in file:
            if not line.endswith(b"\n"):
                file.truncate(self._read_bytes)
                break
            if not line.startswith(_KEY):
                raise PortRefused(f"{self._file} holds a line that is not an order, at byte {self._read_bytes}.")
            self._places.setdefault(_key_of(line), self._read_bytes)
            self._read_bytes += len(line)

    def _append(self, file: BinaryIO, orders: Iterable[DeliveryOrder]) -> dict[str, Receipt]:
        """Write orders with their receipts behind the last line, wait until they are on disk, and return the latter."""
        lines, place = [], self._read_bytes
        places: dict[str, int] = {}
        receipts: dict[str, Receipt] = {}
        for number, order in enumerate(orders, start=len(self._places) + 1):
            reason = self._refuses(order)
            receipt = Receipt(order.key, "refused" if reason else "taken", f"recorded:{number}", reason)
            line = json.dumps({**order.plain(), **receipt._asdict()}).encode() + b"\n"
            places[order.key], receipts[order.key] = place, receipt
            place += len(line)
            lines.append(line)
        if lines:
            file.seek(self._read_bytes)
            file.write(b"".join(lines))
            file.flush()
            os.fsync(file.fileno())
            if self._read_bytes == 0:
                _sync_folder(self._file.parent)
        self._places |= places
        self._read_bytes = place
        return receipts

    def _receipt(self, file: BinaryIO, key: str) -> Receipt:
        file.seek(self._places[key])
        told = json.loads(file.readline())
        return Receipt(key, told["answer"], told["reference"], told["reason"])


def _key_of(line: bytes) -> str:
    """Return the key of a line without reading the rest of it: files of a million lines are read at every start."""
    text, _ = json.JSONDecoder().raw_decode(line[len(_KEY) - 1 :].decode())
    return str(text)


def _sync_folder(folder: Path) -> None:
    """Put the name of a new file on disk as well."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
