"""What a declared column says of itself."""

import pyarrow as pa

from goodstanding.factsheet.daily.column import MINOR, NOT_MODEL, TYPES, Declaring


def test_a_column_keeps_the_origin_and_the_users_of_its_place() -> None:
    column = Declaring("ledger_posting", NOT_MODEL).amount("balance_minor", "What is owed.")
    assert (column.origin, column.users, column.unit) == ("ledger_posting", NOT_MODEL, MINOR)


def test_every_kind_has_its_arrow_type() -> None:
    of = Declaring("somewhere")
    columns = (
        of.whole("n", "A number.", unit="days"),
        of.amount("m", "Money."),
        of.word("w", "A word."),
        of.words("s", "Words."),
        of.date("d", "A date."),
        of.yes("y", "Yes or no."),
    )
    assert [column.kind for column in columns] == list(TYPES)
    assert [column.type for column in columns] == [
        pa.int64(), pa.int64(), pa.string(), pa.string(), pa.date32(), pa.bool_(),
    ]  # fmt: skip
