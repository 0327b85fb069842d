"""What is owed, what it is made of, and the items it stands on."""

from goodstanding.factsheet.daily.column import Declaring

_ledger = Declaring("ledger_posting")
_items = Declaring("receivables_item, ledger_posting")
_disputed = Declaring("disputes_dispute, ledger_posting")

MONEY = (
    _ledger.amount("balance_minor", "What is owed in all, less money received and not yet set against anything."),
    _ledger.amount("principal_minor", "What is open of the principal."),
    _ledger.amount("interest_minor", "What is open of interest."),
    _ledger.amount("fees_minor", "What is open of fees."),
    _ledger.amount("costs_minor", "What is open of costs."),
    _ledger.amount("unapplied_minor", "Money received and not yet set against anything."),
    _ledger.amount("charged_minor", "What was ever charged, less what was credited or handed back."),
    _items.amount("overdue_minor", "What is open on items past due; an item due today is not."),
    _items.amount("next_due_minor", "What is open on the items that fall due next, today or later; 0 where none do."),
    _items.amount("largest_item_minor", "What is open on the largest open item; 0 where none is open."),
    _ledger.amount("written_off_minor", "What was written off."),
    _disputed.amount("disputed_minor", "What is open on whatever is in dispute."),
    _ledger.amount("person_balance_minor", "What the person owes on all accounts in this currency, over all clients."),
    _ledger.whole("person_accounts", "On how many accounts the person owes something, over all clients.",
                  unit="accounts"),
)  # fmt: skip

ITEMS = (
    _items.whole("items_total", "How many items the account has.", unit="items"),
    _items.whole("items_open", "On how many of them something is open.", unit="items"),
    _items.whole("items_overdue", "How many open items are past due.", unit="items"),
    _disputed.whole("items_disputed", "How many open items are in dispute.", unit="items"),
    _items.date("oldest_due_date", "When the oldest open item fell or falls due; absent where nothing is open."),
    _items.date("next_due_date", "When the next open item falls due, today or later."),
    _items.date("first_overdue_date", "The first day on which the oldest open item was past due; absent before it."),
)
