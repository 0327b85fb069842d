"""Evidence entries told in a sentence: every kind has one, also a kind that nobody has written words for yet."""

from collections.abc import Mapping

from goodstanding.workbench.look.figure import counted

FACTS_SHOWN = 12
TEXT_LENGTH = 120


def sentence(kind: str, *, rows_count: int = 0) -> str:
    """Tell what happened; a kind is "chapter.noun_verb_done".

    >>> sentence("parties.contact_point_marked"), sentence("ledger.posted")
    ('Contact point marked.', 'Ledger: posted.')
    """
    chapter, _, deed = kind.rpartition(".")
    words = deed.replace("_", " ").strip()
    told = f"{chapter}: {words}" if chapter and " " not in words else words
    rows = f" ({counted(rows_count, 'row')})" if rows_count else ""
    return f"{told[:1].upper()}{told[1:]}{rows}."


def details(facts: Mapping[str, object] | None) -> list[tuple[str, str]]:
    """Return what an entry says as names and texts; an entry whose words were erased says so.

    >>> details({"amount_minor": 5, "reason": "", "items": ["A", "B"]})
    [('amount minor', '5'), ('items', 'A, B')]
    """
    if facts is None:
        return [("words", "Erased; the entry itself still stands in the log.")]
    told = [(name.replace("_", " "), _text(value)) for name, value in facts.items()]
    return [(name, text) for name, text in told if text][:FACTS_SHOWN]


def who(actor: str, *, names: Mapping[int, str]) -> str:
    """Return who did it by name where it was somebody who works here.

    >>> who("user:7", names={7: "Fern Sample"}), who("job:night", names={})
    ('Fern Sample', 'job: night')
    """
    kind, _, number = actor.partition(":")
    if kind == "user" and number.isdecimal():
        return names.get(int(number), f"user {number}")
    return actor.replace(":", ": ")


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        text = ", ".join(f"{str(name).replace('_', ' ')} {_text(inner)}" for name, inner in value.items())
    elif isinstance(value, list | tuple):
        text = ", ".join(_text(inner) for inner in value)
    else:
        text = str(value)
    return text if len(text) <= TEXT_LENGTH else f"{text[:TEXT_LENGTH]}…"
