import pytest

from goodstanding.ingestion.mapping.finding import MapRefused
from goodstanding.ingestion.mapping.reading import read_map

DEBT = "- debt: {reference: {column: A}, portfolio: P, debtor: nobody}"
PERSON = "- person: {reference: {column: P}, name: {column: N}}"
ITEM = "- item: {reference: {column: I}, issued_date: {column: D}, due_date: {column: D}, amount: {column: M}}"


def read(*records: str, currency: str = "currency: USD", dates: str = 'dates: "%Y-%m-%d"') -> None:
    read_map("\n".join(["map: 1", currency, dates, "records:", *(f"  {record}" for record in records)]))


def test_sound_maps_pass() -> None:
    read(DEBT, ITEM)
    read(PERSON, DEBT.replace(", debtor: nobody", ""))
    read("- debt: {reference: {column: A}, if_unknown: reject, debtor: nobody}", ITEM)
    read(DEBT.replace("nobody}", "nobody, currency: {column: C}}"), currency="")
    read("- person: {reference: {column: P}, if_unknown: reject}")


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        ([ITEM], "An item belongs to a debt"),
        ([DEBT, DEBT], "one debt at most"),
        (["- debt: {reference: {column: A}}"], "Name the portfolio"),
        (["- person: {reference: {column: P}}"], "Name the person"),
        ([PERSON, PERSON], "different words after 'as'"),
        ([DEBT.replace("nobody", "somebody")], "belongs to a person"),
        ([PERSON, DEBT.replace("nobody", "somebody")], "There is no person 'somebody'"),
        (["- contact_point: {kind: email, value: {column: E}}"], "belongs to a person"),
        ([PERSON, DEBT, "- liable: {role: guarantor, person: other}"], "There is no person 'other'"),
    ],
)
def test_what_does_not_hang_together_is_refused(records: list[str], sentence: str) -> None:
    with pytest.raises(MapRefused) as refused:
        read(*records)
    assert sentence in str(refused.value)


def test_dates_need_a_format_and_debts_a_currency() -> None:
    with pytest.raises(MapRefused, match="State how dates are written"):
        read(DEBT, ITEM, dates="")
    with pytest.raises(MapRefused, match="Name the currency"):
        read(DEBT, ITEM, currency="")
