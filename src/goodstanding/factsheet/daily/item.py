"""The columns of an open item."""

from goodstanding.factsheet.daily.column import SHOWN, Declaring

_number = Declaring("receivables_item", SHOWN)
_item = Declaring("receivables_item")
_open = Declaring("receivables_item, ledger_posting")
_dispute = Declaring("disputes_dispute")
_step = Declaring("strategy_actline: steps that were handed over")

ITEM = (
    _number.whole("account_id", "The number of the account it is an item of.", unit="number"),
    _number.whole("item_id", "The item's number.", unit="number"),
    _item.word("item_kind", "What it is: an invoice, an instalment, a charge.", unit="item kind"),
    _item.date("issued_date", "When it was issued."),
    _item.date("due_date", "When it falls due."),
    _item.amount("amount_minor", "What it was issued for."),
    _open.amount("balance_minor", "What is open on it."),
    _open.whole("days_past_due", "Days since it fell due; below zero before that.", unit="days"),
    _dispute.yes("is_disputed", "The item, or the whole account, is in dispute."),
    _step.word("last_step", "The step taken last for this item."),
    _step.date("last_step_date", "When that was."),
    _step.whole("days_since_last_step", "Days since then; absent where no step was taken.", unit="days"),
    _step.words("steps_taken", "Every step taken for this item.", unit="strategy/treatment/step"),
    _open.date("first_overdue_date", "The first day on which it was past due; absent before it."),
)
