"""Open items and bank lines for the stories of matching."""

from goodstanding.payments.matching.book import Book, arranged
from goodstanding.payments.matching.matcher import BankCredit
from goodstanding.payments.matching.open_item import OpenItem
from tests.receivables.cast import day


def owed(
    item_id: int, reference: str, minor: int, *, debt: int = 1, account: str = "", due: int = 30, name: str = "",
    currency: str = "USD", disputed: bool = False,
) -> OpenItem:  # fmt: skip
    return OpenItem(
        item_id, debt, reference, account or f"ACC-{debt:05d}", minor, currency, day(due), debt, name, disputed
    )


def book(*items: OpenItem, payers: dict[str, list[int]] | None = None, taught: tuple[str, ...] = ()) -> Book:
    return arranged(items, payers=payers, taught=taught)


def paid(minor: int, text: str = "", *, name: str = "", account: str = "", structured: str = "") -> BankCredit:
    return BankCredit(minor, "USD", text, structured, "", name, account)
