"""What was paid, how late, and what was promised."""

from goodstanding.factsheet.daily.column import NOT_MODEL, Declaring

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

_plan = Declaring("arrangements_plan, arrangements_planinstalment, ledger_posting")
_settlement = Declaring("arrangements_settlementacceptance, ledger_posting")
_offer = Declaring("arrangements_settlementoffer")
_freeze = Declaring("ledger_interestfreeze")
_hardship = Declaring("arrangements_hardshipcase", NOT_MODEL)

PROMISES = (
    _promise.whole("promises_total", "How many promises to pay were made and not withdrawn.", unit="promises"),
    _promise.whole("promises_open", "How many of them can still be kept.", unit="promises"),
    _promise.whole("promises_kept", "How many of them were kept.", unit="promises"),
    _promise.whole("promises_broken", "How many of them were broken.", unit="promises"),
    _promise.yes("promise_open", "A promise can still be kept today."),
    _promise.date("promise_due_date", "The last day of the open promise that ends last."),
    _promise.whole("promises_partly_kept", "How many of those that were broken were paid in part.", unit="promises"),
    _promise.date(
        "promise_grace_date", "The last day on which a payment still keeps the open promise, with its grace."
    ),
    _promise.date("promise_broken_date", "The first day after the promise that was broken last, and its grace."),
    _promise.amount("promise_amount_minor", "What the open promises come to; 0 where none is open."),
)

AGREEMENTS = (
    _plan.yes("plan_open", "A plan of instalments is in force or paused, and not paid off."),
    _plan.yes("plan_paused", "The plan is paused today."),
    _plan.date("plan_next_due_date", "When the next instalment falls due that is not paid and not missed."),
    _plan.amount("plan_next_amount_minor", "What is still to come of that instalment; 0 where there is none."),
    _plan.date("plan_next_missed_date", "The first day on which that instalment is missed, its grace being over."),
    _plan.amount("plan_arrears_minor", "What is missing of the instalments whose day and grace are over."),
    _plan.whole("plan_missed", "How many instalments those are.", unit="instalments"),
    _plan.date("plan_missed_date", "The first day on which the last of them was missed."),
    _settlement.yes("settlement_open", "A settlement was accepted, and nothing of it is missed so far."),
    _offer.date("settlement_expires_date", "The last day on which an open offer to settle can be accepted."),
    _freeze.yes("interest_frozen", "The account bears no interest today."),
    _hardship.yes("hardship_open", "A case of hardship of the person is open."),
)
"""What was agreed, and how it is kept."""
