"""Returned mail: why a letter came back, and what that says of the address it was sent to.

For whoever opens the post with a scanner in hand. A file of scans holds a code a line, with a reason behind a comma
where it is another than the one given for all of them.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from goodstanding.refusal import Refusal

UNREADABLE_MAX = 20_000


class ReturnRefused(Refusal, ValueError):
    """A letter cannot be put down as returned like this; the sentence says why."""


class Reason(NamedTuple):
    """Why a letter came back: in words, whether nothing will ever arrive there, and what somebody should look at."""

    sentence: str
    is_address_bad: bool
    task: str = ""


REASONS: Mapping[str, Reason] = {
    "unknown": Reason("It came back: nobody of that name is known there.", is_address_bad=True),
    "moved": Reason("It came back: they moved.", is_address_bad=True),
    "undeliverable": Reason("It came back: it could not be delivered there.", is_address_bad=True),
    "refused": Reason("It came back: it was not taken in.", is_address_bad=False),
    "deceased": Reason(
        "It came back with a word that they died.",
        is_address_bad=False,
        task="A letter came back with a word that they died: find out, and record it if it is so.",
    ),
}
USUAL = "undeliverable"


class Scan(NamedTuple):
    """One line of a file of scans."""

    code: str
    reason: str


def reason_of(word: str) -> Reason:
    """Return what a reason means; raises ReturnRefused.

    >>> reason_of("moved").is_address_bad
    True
    """
    found = REASONS.get(word)
    if found is None:
        raise ReturnRefused(f"{word[:40]!r} is no reason; one of {', '.join(REASONS)} is.")
    return found


def scans(text: str, *, reason: str) -> Iterator[Scan]:
    """Return the scans of a file, a line each; empty lines are left out. Raises ReturnRefused for one too long.

    >>> list(scans("L17-LCUC\\n\\nL18-ABCD,moved\\n", reason="unknown"))
    [Scan(code='L17-LCUC', reason='unknown'), Scan(code='L18-ABCD', reason='moved')]
    """
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) > UNREADABLE_MAX:
        raise ReturnRefused(f"The file has {len(lines):,} lines; read at most {UNREADABLE_MAX:,} at a time.")
    for line in lines:
        code, _, word = line.partition(",")
        if code.strip():
            yield Scan(code.strip(), word.strip().lower() or reason)
