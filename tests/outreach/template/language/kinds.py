"""The fields that the tests of conditions know."""

from goodstanding.outreach.template.language.condition import Kind

KINDS: dict[str, Kind] = {
    "days": "number", "gone": "number", "sum": "amount", "paid": "amount", "euros": "amount", "word": "text",
    "due": "date", "yes": "yes_no", "no": "yes_no", "maybe": "yes_no",
}  # fmt: skip
