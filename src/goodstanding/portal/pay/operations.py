"""What somebody does on the page of paying: begin a payment, look again, tell us something."""

import hashlib
from datetime import UTC, datetime
from functools import partial

from django.utils import timezone

from goodstanding.access.permission import OUTSIDERS, Actor, Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.plan.operations.authorising import take_up
from goodstanding.disputes.queries import disputed_items
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.outreach.reply.operations import receive_from_page
from goodstanding.payments.gateway.operations.collecting import ask_for_page
from goodstanding.payments.gateway.operations.looking import see_to
from goodstanding.portal.pay.queries import PayPage, key_of


def begin(page: PayPage, amount: Amount, *, form: str, language: str, back_address: str, at: datetime) -> int:
    """Begin a payment and have its page made; the same form begins the same payment. Raises what collecting raises."""
    number = ask_for_page(
        page.debt_id, amount, what=page.reference, key=key_of(page, form), back_address=back_address,
        language=language, by=visitor(page), at=at,
    )  # fmt: skip
    look(page, number)
    return number


def look(page: PayPage, payment_id: int) -> str:
    """Do what is next with a payment, also with a mandate that was left with it, and return its state."""
    state = see_to(payment_id, disputed=disputed_items, by=visitor(page), now=timezone.now)
    take_up(payment_id, by=visitor(page), at=timezone.now())
    return state


def open_amount(page: PayPage, *, at: datetime) -> Amount:
    """Return what is open today."""
    return Amount(balance(page.debt_id, as_of=at.astimezone(UTC).date()).open_minor, page.currency)


def tell(page: PayPage, text: str, *, at: datetime) -> bool:
    """Take in what somebody wrote; the same text twice in a day is one reply. False where nobody owes this."""
    if page.debtor_id is None:
        return False
    told = f"{at.astimezone(UTC).date()} {text}"
    key = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]
    write = partial(receive_from_page, page.debtor_id, text, event_key=f"portal:pay:{page.debt_id}:{key}")
    write(by=visitor(page), at=at)
    return True


def visitor(page: PayPage) -> Actor:
    """Return who acts: whoever holds the link, within the client of the account and no further."""
    return Actor(f"portal:pay:{page.debt_id}", frozenset(Role) - OUTSIDERS, Scope(clients=frozenset({page.client_id})))
