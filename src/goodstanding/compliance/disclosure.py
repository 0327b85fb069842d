"""Say what? The disclosures a communication must make, and whether a finished text makes them.

A finished text is asked about as an act of the kind `text_check`: every rule that knows words a text must or must not
hold looks at it, and names what is wrong.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.gate import judge
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.selection import with_packs
from goodstanding.compliance.situation.reading import read
from goodstanding.compliance.verdict import Verdict, verdict
from goodstanding.refusal import Refusal

STAGES = ("initial", "later")


class TextRefused(Refusal, ValueError):
    """A text cannot be checked: it is empty, or its stage is not known."""


class Required(NamedTuple):
    """What a communication must disclose, in set words, in which languages, and which provision says so."""

    disclosures: tuple[str, ...]
    languages: tuple[str, ...]
    rule: str


def required(given: Mapping[str, Any], *, channel: str, lawbook: Lawbook, asked_at: str) -> Required:
    """Return the disclosures a communication must make through a channel, after what happened before."""
    action = {"kind": "required_disclosures", "channel": channel, "at": asked_at}
    brief = with_packs(read([{"id": "said", "given": given, "when": {"action": action}}], asked_at=asked_at), lawbook)
    found = calculate(brief, lawbook).get(0)
    if found is None:
        return Required((), (), "")
    said, languages = (found.value.get(name) or [] for name in ("required", "in_languages"))
    return Required(_listed(said), _listed(languages), found.rule.rule)


def _listed(cells: object) -> tuple[str, ...]:
    return tuple(str(one) for one in cells) if isinstance(cells, list | tuple) else ()


def check_text(
    text: str,
    given: Mapping[str, Any],
    *,
    channel: str,
    stage: str,
    message: str = "",
    purpose: str = "",
    lawbook: Lawbook,
    asked_at: str,
) -> Verdict:
    """Return the verdict on a finished text; its answers name what is wrong. Raises TextRefused.

    message   what sort it is, where the law knows the sort: limited_content
    purpose   what it is for, in a word of the law; an opt_out_confirmation_only has rules of its own
    """
    if not text.strip():
        raise TextRefused("There is no text to check.")
    if stage not in STAGES:
        raise TextRefused(f"{stage!r} is no stage; a message is {' or '.join(STAGES)}.")
    action: dict[str, Any] = {
        "kind": "text_check",
        "channel": channel,
        "stage": stage,
        "at": asked_at,
        "text": " ".join(text.split()),
        "person": "consumer",
        "debts": [debt["id"] for debt in given.get("debts") or []],
    }
    if message:
        action["message"] = message
    if purpose:
        action["purpose"] = purpose
    brief = with_packs(read([{"id": "text", "given": given, "when": {"action": action}}], asked_at=asked_at), lawbook)
    return verdict(judge(brief, lawbook), 0)
