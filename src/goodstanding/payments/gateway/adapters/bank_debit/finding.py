"""Finds what a bank debit provider has: one thing by its number, lists, and payments and pages by our key.

Source: GoCardless's description of its lists and their cursors. Everything raises CannotTell where it does not show
what was asked for.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from goodstanding.payments.gateway.adapters.bank_debit import standing
from goodstanding.payments.gateway.adapters.exchange import CLOCKS_APART, Exchange, Row, in_path
from goodstanding.payments.gateway.port import CannotTell, MandateStanding
from goodstanding.wire.answer import inner, text

TAKEN_FOR = timedelta(hours=1)
"""How long after an ask what came of it may have been made."""
PAGE = 500


class Books:
    """What the provider has of ours."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    def one(self, kind: str, reference: str) -> Row:
        """Return one thing of a kind by its number."""
        found = inner(self.exchange.get(f"/{kind}/{in_path(reference)}"), kind)
        if not found:
            raise CannotTell("The provider's answer cannot be read.")
        return found

    def listed(self, kind: str, asked: Mapping[str, str]) -> list[Row]:
        """Return everything of a kind that fits what is asked for."""

        def page_of(after: str) -> Row:
            more = {"after": after} if after else {}
            return self.exchange.get(f"/{kind}?{urlencode({**asked, 'limit': PAGE} | more)}")

        return self.exchange.all_rows(page_of, kind, after=_after)

    def reference_of(self, key: str, *, asked_at: datetime) -> str:
        """Return the number of the payment or the page made around an instant with our key; empty where none was."""
        made = {"created_at[gte]": stamp(asked_at - CLOCKS_APART), "created_at[lte]": stamp(asked_at + TAKEN_FOR)}
        for kind in ("payments", "billing_requests"):
            for one in self.listed(kind, made):
                if key and text(inner(one, "metadata"), "key") == key:
                    return text(one, "id")
        return ""

    def mandate(self, reference: str) -> MandateStanding | None:
        """Return a mandate, with the bank account behind it."""
        if not reference:
            return None
        found = self.one("mandates", reference)
        account = text(inner(found, "links"), "customer_bank_account")
        return standing.mandate_of(found, self.one("customer_bank_accounts", account) if account else {})


def stamp(at: datetime) -> str:
    """Return an instant as the provider takes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _after(page: Row, _some: Sequence[Row]) -> str:
    return text(inner(page, "meta", "cursors"), "after")
