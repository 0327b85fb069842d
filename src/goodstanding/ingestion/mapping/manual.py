"""The tables of docs/import.md, made from the vocabulary of maps; a test holds the page equal to them."""

from goodstanding.ingestion.mapping.layout import RECORDS, RecordRule

BEGINS = "<!-- The tables of records begin here; they are made by ingestion.mapping.manual. -->"
ENDS = "<!-- The tables of records end here. -->"
_OPTIONS = {
    "when": "A condition; rows where it does not hold do not yield this record.",
    "as": "A word for this person, where a row has several. The first person needs none.",
    "person": "Which person of the row, by the word after `as`; the first if left out.",
    "debtor": "Which person of the row owes, by the word after `as`; the first if left out; `nobody` if the file "
    "does not say.",
    "if_unknown": "`create` (as if left out) or `reject` rows whose record the books do not know yet.",
    "attributes": "Further columns to keep, a mapping of names to fields.",
}


def tables() -> str:
    """Return one table a kind of record, as Markdown."""
    return "\n\n".join(_table(rule) for rule in RECORDS.values())


def _table(rule: RecordRule) -> str:
    lines = [f"#### {rule.kind}", "", rule.meaning, "", "| word | holds | meaning |", "|---|---|---|"]
    for field in rule.fields:
        word = f"**{field.name}**" if field.required else field.name
        holds = f"one of: {', '.join(field.choices)}" if field.choices else field.type
        lines.append(f"| {word} | {holds} | {field.meaning} |")
    lines += [f"| {option} | option | {_OPTIONS[option]} |" for option in rule.options]
    return "\n".join(lines)
