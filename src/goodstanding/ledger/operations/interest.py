"""Setting the terms of interest, and charging the interest of one account.

The ledger knows neither due dates nor laws: both are handed in by the floor above, which has asked what is allowed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.interest.base_rate import History
from goodstanding.ledger.interest.freeze import Freeze
from goodstanding.ledger.interest.queries import charged_on, freezes_of, histories, holding, owed_of
from goodstanding.ledger.interest.reckoning import Reckoned, capped_together, reckon
from goodstanding.ledger.interest.terms import Begun, Terms, TermsRefused, check, in_force
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.models import Account, InterestTerms
from goodstanding.ledger.operations.books import hold_account
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.operations.reversal import level_account
from goodstanding.ledger.posting import Line, Posted
from goodstanding.ledger.queries import lines_of
from goodstanding.refusal import Refusal

REFERENCE = "interest"


class ChargeRefused(Refusal):
    """Interest was charged through a later day already, or nothing is set that bears any."""


class Change(NamedTuple):
    """What is to be posted on the interest of an item."""

    item_id: int
    change_minor: int


class Due(NamedTuple):
    """What an item bears through a day, and what of it is not charged yet (below zero: too much was)."""

    item_id: int
    reckoned: Reckoned
    charged_minor: int
    change_minor: int
    last_date: date | None

    @property
    def change(self) -> Change:
        """What the next charge posts on the item."""
        return Change(self.item_id, self.change_minor)


@transaction.atomic
def set_interest_terms(
    terms: Terms,
    *,
    effective_date: date,
    account_id: int | None = None,
    portfolio_id: int | None = None,
    client_id: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Set the terms of interest of an account, or of a portfolio (no account given), from a day on; return its number.

    Whether contract or law allow them was asked before, by the chapter above. Terms told of the same day before hold
    no more; nothing is overwritten. Raises TermsRefused, PermissionRefused, NoSuchAccount. Locks the account.
    """
    account = None if account_id is None else hold_account(account_id)
    client = account.book.client_id if account is not None else client_id
    require(by, "interest.set", client_id=client, portfolio_id=portfolio_id)
    if account is None and portfolio_id is None:
        raise TermsRefused("Terms of interest are of an account or of a portfolio.")
    check(terms)
    entry_id = allot()
    told = asdict(terms) | {"reference_days": list(terms.reference_days)}
    row = InterestTerms.objects.create(
        account=account,
        portfolio_id=None if account is not None else portfolio_id,
        effective_date=effective_date,
        recorded_at=at,
        entry_id=entry_id,
        **told,
    )
    start = terms.start_date.isoformat() if terms.start_date else None
    whose = [f"debt:{account_id}"] if account is not None else [f"portfolio:{portfolio_id}"]
    append(
        "ledger.interest_terms_set",
        by=by.name,
        at=at,
        subjects=[*whose, f"client:{client}"],
        facts=told | {"terms": row.pk, "effective_date": effective_date.isoformat(), "start_date": start},
        entry_id=entry_id,
    )
    return row.pk


def reckon_account(
    lines: Sequence[Posted],
    *,
    due_dates: Mapping[int, date],
    begun: Sequence[Begun],
    freezes: Sequence[Freeze],
    rates: Mapping[str, History],
    through_date: date,
) -> list[Due]:
    """Return what each item of an account bears through a day and what is not charged of it, in the order of numbers.

    `lines` are all lines of the account. Raises RateUnknown.
    """
    reckoned = [
        reckon(
            owed_of(lines, item_id=item_id, due_date=due_dates[item_id]),
            begun,
            histories=rates,
            freezes=freezes,
            through_date=through_date,
        )
        for item_id in sorted(due_dates)
    ]
    terms = in_force(begun, day=through_date)
    cut = capped_together(reckoned, cap_minor=terms.cap_minor if terms else None)
    found = []
    for item_id, one in zip(sorted(due_dates), cut, strict=True):
        charged = charged_on(lines, item_id=item_id)
        # What was waived or written off is not taken back a second time.
        target = max(one.amount_minor, min(charged.charged_minor, charged.given_up_minor))
        found.append(Due(item_id, one, charged.charged_minor, target - charged.charged_minor, charged.last_date))
    return found


@transaction.atomic
def charge_interest(
    account_id: int,
    *,
    due_dates: Mapping[int, date],
    begun: Sequence[Begun],
    through_date: date,
    by: Actor,
    at: datetime,
    portfolio_id: int | None = None,
) -> list[Due]:
    """Charge what an account bears through a day beyond what was charged before, and return what was found.

    One transaction of kind "interest", effective on that day, below zero on items where too much had been charged. A
    second call posts nothing. `due_dates` are the items that may bear interest, `begun` the terms that hold for the
    account. Raises ChargeRefused where interest was charged through a later day already, RateUnknown, NoSuchAccount,
    PermissionRefused. Locks the account.
    """
    account = hold_account(account_id)
    require(by, "interest.charge", client_id=account.book.client_id, portfolio_id=portfolio_id)
    found = reckon_account(
        lines_of(account_id),
        due_dates=due_dates,
        begun=begun,
        freezes=holding(freezes_of([account_id])),
        rates=histories(),
        through_date=through_date,
    )
    last = max((one.last_date for one in found if one.last_date is not None), default=None)
    if last is not None and last > through_date:
        raise ChargeRefused(f"Interest was charged through {last} already; charge through that day or a later one.")
    changed = [one for one in found if one.change_minor]
    if changed:
        _post(changed, account, begun=begun, through_date=through_date, by=by, at=at)
    return found


def _post(
    changed: Sequence[Due], account: Account, *, begun: Sequence[Begun], through_date: date, by: Actor, at: datetime
) -> None:
    entry_id = allot()
    numbers = post_interest(
        account, [one.change for one in changed], through_date=through_date, at=at, entry_id=entry_id
    )
    terms = in_force(begun, day=through_date)
    append(
        "ledger.interest_charged",
        by=by.name,
        at=at,
        subjects=[f"debt:{account.pk}", f"client:{account.book.client_id}"],
        facts={
            "through_date": through_date.isoformat(),
            "currency": account.book.currency,
            "rule": terms.rule if terms else "",
            "transactions": numbers,
            "items": [[one.item_id, one.reckoned.amount_minor, one.change_minor] for one in changed],
        },
        entry_id=entry_id,
    )


def post_interest(
    account: Account, changed: Sequence[Change], *, through_date: date, at: datetime, entry_id: int
) -> list[int]:
    """Part of a deed: post the changes of an account's interest and level it; return the transactions made."""
    owed = [Line("receivable", one.change_minor, "interest", one.item_id, account.pk) for one in changed]
    lines = tuple(line for one in owed for line in (one, one.mirrored._replace(head="income")))
    entry = Entry("interest", through_date, lines, reference=REFERENCE, reason=f"Interest through {through_date}.")
    numbers = [enter(entry, book=account.book, at=at, entry_id=entry_id)]
    if any(one.change_minor < 0 for one in changed):
        numbers += level_account(account, reason="Interest was corrected.", at=at, entry_id=entry_id)
    return numbers
