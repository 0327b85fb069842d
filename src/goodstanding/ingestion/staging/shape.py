"""The staged tables: one a kind of record, with what makes a record the same one and what it says.

Column names are the books' own wherever the books have such a column.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """One staged table: what identifies a record, and the further columns, each with DuckDB's type."""

    kind: str
    key: dict[str, str]
    content: dict[str, str]
    compared: tuple[str, ...]
    """The content that a later row must not contradict and that the books are compared by."""

    @property
    def columns(self) -> dict[str, str]:
        """All columns but the row's number and the record's place in the map."""
        return self.key | self.content

    @property
    def filled(self) -> tuple[str, ...]:
        """The content that says nothing where it is empty, so that another mention may fill it."""
        return tuple(name for name in self.content if name not in _EMPTY_SPEAKS)

    @property
    def keyed(self) -> str:
        """The key's columns as a list in SQL."""
        return ", ".join(self.key)


_TEXT, _DATE, _MINOR = "VARCHAR", "DATE", "BIGINT"
DEBT_DATES = (
    "placed_date", "last_statement_date", "charge_off_date", "last_payment_date", "transaction_date", "judgment_date",
)  # fmt: skip
AMOUNTS = ("principal", "interest", "fees", "costs")

_EMPTY_SPEAKS = frozenset({"item", "amount_minor", *AMOUNTS})
"""Money that names no item pays the oldest due, and a component that is not there is worth nothing."""


def _shape(kind: str, *, key: str, texts: str = "", others: dict[str, str] | None = None, aside: str = "") -> Shape:
    """Build a shape from lists of words; `aside` names content that follows from the rest or changes nothing."""
    content = dict.fromkeys(texts.split(), _TEXT) | (others or {})
    compared = tuple(name for name in content if name not in aside.split())
    return Shape(kind, dict.fromkeys(key.split(), _TEXT), content, compared)


SHAPES: dict[str, Shape] = {
    shape.kind: shape
    for shape in (
        _shape(
            "person",
            key="reference",
            texts="kind display_name search_name given_name family_name language country",
            aside="search_name",
        ),
        _shape(
            "contact_point",
            key="person kind value",
            texts="search_value country region postal_code locality label source status",
            others={"zones": "VARCHAR[]"},
            aside="search_value zones",
        ),
        _shape(
            "debt",
            key="reference",
            texts="portfolio debtor currency debt_type original_creditor jurisdiction attributes",
            others=dict.fromkeys(DEBT_DATES, _DATE),
        ),
        _shape("liable", key="debt person role"),
        _shape(
            "item",
            key="debt reference",
            texts="kind",
            others=dict.fromkeys(("issued_date", "due_date"), _DATE)
            | dict.fromkeys(("amount_minor", *AMOUNTS), _MINOR)
            | {"currency": _TEXT},
        ),
        _shape(
            "receipt",
            key="source_key",
            texts="debt method reference item currency",
            others={"received_date": _DATE, "amount_minor": _MINOR, "occurrence": "INTEGER", "alike": _TEXT},
            aside="occurrence alike",
        ),
        _shape(
            "dispute",
            key="source_key",
            texts="debt item reason outcome",
            others={"opened_date": _DATE, "closed_date": _DATE},
        ),
    )
}
