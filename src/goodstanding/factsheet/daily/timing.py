"""How old things are: days past due, and days since the account was entered, charged off or last stated."""

from goodstanding.factsheet.daily.column import Declaring

_due = Declaring("receivables_item, ledger_posting")
_bucket = Declaring("days_past_due")
_debt = Declaring("receivables_debt")

TIMING = (
    _due.whole("days_past_due", "Days since the oldest overdue item fell due; if none is overdue, minus the days until "
               "the next does; absent where nothing is open.", unit="days"),
    _due.whole("days_to_next_due", "Days until the next open item falls due; absent where none does.", unit="days"),
    _bucket.word("ageing_bucket", "The usual bucket of days past due.",
                 unit="not due, 1-30, 31-60, 61-90, 91-120, over 120, none"),
    _debt.date("placed_date", "When the client placed the account with us, where that is known."),
    _debt.date("entered_date", "When the account came into these books."),
    _debt.date("charge_off_date", "When the creditor charged it off."),
    _debt.date("last_statement_date", "When the last statement was made."),
    _debt.date("transaction_date", "When the debt was made."),
    _debt.date("judgment_date", "When a court gave judgment on it."),
    _debt.whole("days_since_placed", "Days since it was placed, or else entered.", unit="days"),
    _debt.whole("days_since_entered", "Days since it came into these books.", unit="days"),
    _debt.whole("days_since_charge_off", "Days since it was charged off; absent where it was not.", unit="days"),
    _debt.whole("days_since_statement", "Days since the last statement; absent where none is known.", unit="days"),
    _debt.yes("is_charged_off", "It was charged off on the day or before."),
    _debt.yes("has_judgment", "A court gave judgment on it on the day or before."),
)  # fmt: skip
