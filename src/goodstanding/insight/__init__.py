"""Insight: what the books say in numbers: ageing, DSO, CEI and their kin, each with its variant named.

Words
    as of       the day the books are looked at; everything effective on it counts, nothing after it does.
    known at    the instant up to which recorded facts count; absent means everything recorded so far.
    open        what is still owed on an item as of a day, settled items left out.
    current     open and not overdue: due on the as-of day itself or later.
    charged     what was invoiced: the charges of a period less those taken back.
    collected   the money that came in: receipts less what bounced or was paid back.
    figure      a number that says which metric, and which variant of it, it is.

Invariants
    Currencies are never added: every answer is a list of blocks, one a currency.
    No figure without its variant, and no figure where the definition yields none: that is said, not guessed.
    Buckets sum to the open balance, and open balance less unapplied money is the balance of the ledger.
    Amounts are whole minor units and ratios are exact fractions until they are written; nothing is ever a float.
"""
