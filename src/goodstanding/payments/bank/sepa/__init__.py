"""Sepa: orders to debit under the SEPA schemes (pain.008), and what banks say became of them (pain.002).

Words: a *sequence* says whether a mandate is debited for the first time (FRST), again (RCUR), or once (OOFF); the
*creditor identifier* is ours in every bank's eyes; an *end-to-end* reference comes back with what becomes of a debit.
Invariant: a file that does not pass the schema never leaves the house.
"""
