"""What was paid, how late, and what was promised."""

from goodstanding.factsheet.daily.column import Declaring

_paid = Declaring("ledger_posting: lines under cash that were not taken back")
_late = Declaring("receivables_item, ledger_posting: items that were settled within a year")
_promise = Declaring("arrangements_promise, ledger_posting")
_WINDOWS = (("7", "the last 7 days"), ("30", "the last 30 days"), ("90", "the last 90 days"),
            ("365", "the last 365 days"), ("total", "all the time"))  # fmt: skip

PAYMENTS = (
    *(_paid.whole(f"payments_{name}", f"How many payments came in {span}.", unit="payments")
      for name, span in _WINDOWS),
    *(_paid.amount(f"paid_{name}_minor", f"What was paid in {span}, less what was paid back.")
      for name, span in _WINDOWS),
    _paid.amount("last_payment_minor", "What was paid on the day of the last payment in these books."),
    _paid.date("last_payment_date", "When something was paid last, here or as the client told us."),
    _paid.whole("days_since_payment", "Days since something was paid last; absent where nothing ever was.",
                unit="days"),
    _late.whole("days_late_average", "How many days late items were settled on average, rounded; below zero is early.",
                unit="days"),
    _late.whole("days_late_recent", "The same for the three items settled last.", unit="days"),
    _late.yes("is_slipping", "The three items settled last were more than a week later than those before."),
)  # fmt: skip

PROMISES = (
    _promise.whole("promises_total", "How many promises to pay were made and not withdrawn.", unit="promises"),
    _promise.whole("promises_open", "How many of them can still be kept.", unit="promises"),
    _promise.whole("promises_kept", "How many of them were kept.", unit="promises"),
    _promise.whole("promises_broken", "How many of them were broken.", unit="promises"),
    _promise.yes("promise_open", "A promise can still be kept today."),
    _promise.date("promise_due_date", "The last day of the open promise that ends last."),
    _promise.date("promise_broken_date", "The first day after the promise that was broken last."),
    _promise.amount("promise_amount_minor", "What the open promises come to; 0 where none is open."),
)
