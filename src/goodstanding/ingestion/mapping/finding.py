"""What is wrong with a map: a place and a sentence, all of them shown together."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from goodstanding.refusal import Refusal


class Finding(NamedTuple):
    """One thing wrong: where in the map, and what."""

    where: str
    what: str


class MapRefused(Refusal):
    """The map cannot be followed; carries every finding."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Put all findings into the sentence, one a line."""
        assert findings, "A map is refused for a reason."
        count = len(findings)
        lines = [f"  {where}: {what}" for where, what in findings]
        things = "one thing is" if count == 1 else f"{count} things are"
        super().__init__("\n".join([f"The map cannot be used; {things} to be mended:", *lines]))
        self.findings = list(findings)


def unknown(word: str, *, known: Iterable[str], what: str) -> str:
    """Return the sentence that refuses an unknown word and names the nearest known one.

    >>> unknown("amuont", known=["amount", "due_date"], what="field")
    "'amuont' is not a known field. Did you mean 'amount'?"
    """
    words = list(known)
    near = get_close_matches(word, words, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(words)}."
    return f"{word!r} is not a known {what}. {hint}"
