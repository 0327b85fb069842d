"""What is wrong with a text of a template, or what its writer may want to know: a place, a sentence, what to do.

For whoever writes one: everything is told together. A refusal stands in the way of saving; a warning does not.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Literal, NamedTuple

from goodstanding.refusal import Refusal

Weight = Literal["refusal", "warning"]


class Finding(NamedTuple):
    """One remark. `line` and `column` count from 1; 0 where it is about the whole text. `channel` may be empty."""

    line: int
    column: int
    sentence: str
    suggestion: str = ""
    weight: Weight = "refusal"
    channel: str = ""

    def __str__(self) -> str:
        """Write the remark on one line."""
        place = f"Line {self.line}, column {self.column}:" if self.line else ""
        channel = f"({self.channel})" if self.channel else ""
        return " ".join(part for part in (place, channel, self.sentence, self.suggestion) if part)


class TemplateRefused(Refusal, ValueError):
    """A text of a template cannot be used, or not for this; the sentence says why, `findings` say it one by one."""

    def __init__(self, sentence: str, findings: Sequence[Finding] = ()) -> None:
        """Keep the findings beside the sentence."""
        super().__init__(sentence)
        self.findings = tuple(findings)


def refused(findings: Iterable[Finding]) -> TemplateRefused:
    """Return the refusal that tells everything that stands in the way."""
    known = sorted(set(findings))
    grave = [one for one in known if one.weight == "refusal"]
    assert grave, "A text is refused for a reason."
    things = "one thing is" if len(grave) == 1 else f"{len(grave)} things are"
    told = "\n".join(f"  {one}" for one in grave)
    return TemplateRefused(f"The text cannot be used; {things} to be mended:\n{told}", known)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the sentence that names the nearest known word, or all of them where they are few, or nothing.

    >>> nearest("totl.amount", ["total.amount", "today"])
    'Did you mean total.amount?'
    """
    words = list(known)
    near = get_close_matches(word[:80].lower(), words, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    few = 12
    return f"Known are {', '.join(words)}." if 0 < len(words) <= few else ""
