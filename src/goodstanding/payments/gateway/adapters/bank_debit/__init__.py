"""Bank debits through a provider such as GoCardless: a mandate the payer gives on its page, and payments by it.

Invariants: a page sets up a mandate and nothing else; the payment for which it was opened is asked for when the page is
looked up and the payer has agreed, under the key of that payment, so once. A debit can come back late, after it counted
(returned), or be charged back.
"""
