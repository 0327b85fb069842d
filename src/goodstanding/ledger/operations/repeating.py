"""Deeds by hand that are asked for twice, because nobody knew whether the first was done before the program died.

A deed with a key is done once, also where it was taken back since; a key names one deed of each kind. One without is
refused while it looks like a fresh one, until somebody says that it is another.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Sum

from goodstanding.ledger.models import Account, DeedKey, Posting
from goodstanding.ledger.posting import Kind
from goodstanding.money.amount import Amount
from goodstanding.refusal import Refusal

FRESH = timedelta(hours=24)
"""So long a deed that looks the same as an earlier one is taken for the same."""


class DeedKnown(Refusal):
    """A deed was asked for by this key before."""


class LooksRepeated(Refusal):
    """The same was done a short while ago, and nobody said that this is another one."""


class Asked(NamedTuple):
    """How a deed is told from one that looks the same: by a key, or because whoever asks says it is another one."""

    source_key: str = ""
    is_another: bool = False


BY_HAND = Asked()
"""Asked for without a key; what looks the same is refused."""


class Deed(NamedTuple):
    """A deed on one account as it is about to be done; `item_id` where only one item is meant."""

    kind: Kind
    amount: Amount
    effective_date: date
    item_id: int | None = None


def refuse_repeat(deed: Deed, account: Account, *, asked: Asked, at: datetime) -> None:
    """Part of a deed: raise DeedKnown for a key that was used, LooksRepeated where the same was done within a day.

    The account is held by the deed. Without a key, what was taken back since is no repeat. A key is used up for ever:
    whoever types it again may not know that the deed was done, nor that somebody took it back.
    """
    if asked.source_key:
        known = DeedKey.objects.filter(book=account.book, kind=deed.kind, source_key=asked.source_key).first()
        if known is not None:
            raise key_known(asked.source_key, known.transaction_id)
    elif not asked.is_another:
        alike = _alike(deed, account, since=at - FRESH)
        if alike is not None:
            raise LooksRepeated(
                f"A {deed.kind} of {deed.amount} as of {deed.effective_date} was posted here less than a day ago, as "
                f"transaction {alike}. {IS_ANOTHER}"
            )


IS_ANOTHER = "If this is another one, say so (--again)."


def keep_key(asked: Asked, account: Account, *, kind: Kind, transaction_id: int) -> None:
    """Part of a deed: remember by which key it was asked for. Raises DeedKnown where another did so just now."""
    if not asked.source_key:
        return
    row, is_new = DeedKey.objects.get_or_create(
        book=account.book, kind=kind, source_key=asked.source_key, defaults={"transaction_id": transaction_id}
    )
    if not is_new:
        raise key_known(asked.source_key, row.transaction_id)


def key_known(source_key: str, transaction_id: int) -> DeedKnown:
    """Return the refusal of a deed whose key was used."""
    return DeedKnown(f"{source_key!r} is in the books already, as transaction {transaction_id}.")


def _alike(deed: Deed, account: Account, *, since: datetime) -> int | None:
    """Return the latest transaction of the kind, day and amount on the account, and on the item where one is meant."""
    lines = Posting.objects.filter(
        account=account, transaction__kind=deed.kind, effective_date=deed.effective_date, recorded_at__gt=since,
        amount_minor__gt=0, transaction__reversed_by=None,
    )  # fmt: skip
    if deed.item_id is not None:
        lines = lines.filter(item_id=deed.item_id)
    sums = lines.values("transaction_id").annotate(minor=Sum("amount_minor")).filter(minor=deed.amount.minor)
    return sums.order_by("-transaction_id").values_list("transaction_id", flat=True).first()
