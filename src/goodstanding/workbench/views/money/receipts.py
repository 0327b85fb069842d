"""Receipts of one account: what came in by hand or by file, recording one, taking one back, and writing off."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodstanding.access.permission import PermissionRefused, may, require
from goodstanding.disputes.queries import disputed_items
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.payments.operations.giving_up import Wanted, write_off_open
from goodstanding.payments.operations.recording import ReceiptKnown
from goodstanding.payments.operations.recording import record as record_receipt
from goodstanding.payments.operations.reversing import reverse as reverse_receipt
from goodstanding.payments.queries import receipts_of
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.queries.debts import DebtNotFound, debt_of
from goodstanding.receivables.queries.items import payable
from goodstanding.refusal import Refusal
from goodstanding.workbench.look.figure import money
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.queries.promises import typed_amount
from goodstanding.workbench.views.door import Visit, deed, page

READING, RECORDING, REVERSING, GIVING_UP = "accounts.read", "receipts.record", "receipts.reverse", "write_offs.post"
METHODS = ("transfer", "cheque", "cash", "card", "direct debit", "other")
WORDS_MOST = 200
TYPED = ("amount", "date", "method", "reference", "off_amount", "off_date", "off_reason")


@page(READING)
def of_account(visit: Visit, debt_id: int) -> HttpResponse:
    """Show the receipts of an account, and forms for what somebody may do with them."""
    return _shown(visit, debt_id)


@deed(RECORDING)
def receipt_record(visit: Visit, debt_id: int) -> HttpResponse:
    """Record a receipt; a form that is sent twice is one receipt."""
    visible_card(debt_id, asked=_asked(visit))
    try:
        received = Receipt(
            typed_amount(debt_id, visit.sent("amount")), visit.sent_day("date"), _method(visit),
            visit.sent("reference")[:WORDS_MOST], f"page:{visit.sent('key')[:40] or uuid4()}",
        )  # fmt: skip
        disputed = disputed_items(debt_id, received.received_date)
        number = record_receipt(debt_id, received, disputed_items=disputed, by=visit.actor, at=visit.at)
    except PermissionRefused:
        raise
    except ReceiptKnown:
        messages.info(visit.request, "This receipt is recorded already; it counts once.")
    except Refusal as refusal:
        return _shown(visit, debt_id, wrong=str(refusal))
    else:
        messages.success(visit.request, f"{money(received.amount)} is recorded as receipt {number}.")
    return redirect("account_receipts", debt_id)


@deed(REVERSING)
def receipt_reverse(visit: Visit, debt_id: int, receipt_id: int) -> HttpResponse:
    """Take a receipt back, with its reason: it bounced, or was entered in error."""
    visible_card(debt_id, asked=_asked(visit))
    if receipt_id not in {one.receipt_id for one in receipts_of(debt_id)}:
        raise DebtNotFound(f"There is no receipt {receipt_id} on debt {debt_id}.")
    try:
        day = visit.sent_day("date")
        reverse_receipt(receipt_id, reason=visit.sent("reason"), reversed_date=day, by=visit.actor, at=visit.at)
    except PermissionRefused:
        raise
    except Refusal as refusal:
        return _shown(visit, debt_id, wrong=str(refusal))
    messages.success(visit.request, f"Receipt {receipt_id} is taken back; what it paid is open again.")
    return redirect("account_receipts", debt_id)


@deed(READING)
def open_write_off(visit: Visit, debt_id: int) -> HttpResponse:
    """Write off what is open, or a part of it, with its reason."""
    visible_card(debt_id, asked=_asked(visit))
    debt = debt_of(debt_id)
    least = Amount(1, debt.currency)
    require(visit.actor, GIVING_UP, client_id=debt.client_id, portfolio_id=debt.portfolio_id, amount=least)
    try:
        text = visit.sent("off_amount")
        gone = write_off_open(
            debt_id,
            Wanted(
                typed_amount(debt_id, text) if text else None,
                seen=typed_amount(debt_id, visit.sent("seen")),
                seen_date=visit.today,
            ),
            reason=visit.sent("off_reason"),
            effective_date=visit.sent_day("off_date") if visit.sent("off_date") else visit.today,
            by=visit.actor,
            at=visit.at,
        )
    except Refusal as refusal:  # Also more than the role may give up: the sentence says who may.
        return _shown(visit, debt_id, wrong=str(refusal))
    messages.success(visit.request, f"{money(gone.amount)} is written off, as transaction {gone.transaction_id}.")
    return redirect("account_receipts", debt_id)


def _shown(visit: Visit, debt_id: int, *, wrong: str = "") -> HttpResponse:
    card = visible_card(debt_id, asked=_asked(visit))
    debt, typed = debt_of(debt_id), {name: visit.sent(name) for name in TYPED}
    open_lines = payable(debt_id, lines_of(debt_id), from_date=visit.today).open_lines
    least = Amount(1, debt.currency)
    may_here = {
        name: may(
            visit.actor, name, client_id=debt.client_id, portfolio_id=debt.portfolio_id,
            amount=least if name == GIVING_UP else None,
        )
        for name in (RECORDING, REVERSING, GIVING_UP)
    }  # fmt: skip
    context = {
        "debt_id": debt_id, "reference": debt.reference, "currency": debt.currency, "today": visit.today,
        "debtor_name": card.debt.debtor.display_name if card.debt.debtor else "",
        "receipts": receipts_of(debt_id), "open": Amount(sum(one.open_minor for one in open_lines), debt.currency),
        "methods": METHODS, "typed": typed, "key": visit.sent("key") or str(uuid4()), "wrong": wrong,
        "may_record": may_here[RECORDING], "may_reverse": may_here[REVERSING],
        "may_write_off": may_here[GIVING_UP] and debt.withdrawn_at is None,
    }  # fmt: skip
    return render(visit.request, "workbench/money/account_receipts.html", context, status=400 if wrong else 200)


def _method(visit: Visit) -> str:
    sent = visit.sent("method")
    return sent if sent in METHODS else "other"


def _asked(visit: Visit) -> Asked:
    return Asked(visit.actor, at=visit.at, as_of=visit.today)
