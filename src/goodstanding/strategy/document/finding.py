"""What is wrong with a strategy document: a place in its text, a sentence, and what to write instead.

Errors stand in the way of using a document; warnings are told and left to its author.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Literal, NamedTuple

from goodstanding.refusal import Refusal

Weight = Literal["error", "warning"]


class Finding(NamedTuple):
    """One thing wrong. `line` and `column` count from 1 within the text; `suggestion` is a sentence or empty."""

    line: int
    column: int
    sentence: str
    suggestion: str = ""
    weight: Weight = "error"

    def __str__(self) -> str:
        """Write the finding on one line."""
        return " ".join(part for part in (f"{self.line}:{self.column}", self.sentence, self.suggestion) if part)


class DocumentRefused(Refusal):
    """A strategy document cannot be used; carries every finding, warnings too, in the order of the text."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Put all errors into the sentence, one a line."""
        errors = [finding for finding in findings if finding.weight == "error"]
        assert errors, "A document is refused for a reason."
        things = "one thing is" if len(errors) == 1 else f"{len(errors)} things are"
        lines = [f"  {finding}" for finding in errors]
        super().__init__("\n".join([f"The strategy document cannot be used; {things} to be mended:", *lines]))
        self.findings = tuple(findings)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the sentence that names the nearest known word, or all of them where they are few, or nothing.

    >>> nearest("amuont", ["amount", "due_date"])
    'Did you mean amount?'
    """
    words = list(known)
    near = get_close_matches(word.lower(), words, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    few = 15
    return f"Known are {', '.join(words)}." if 0 < len(words) <= few else ""
