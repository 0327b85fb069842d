"""Settlements: a debt is settled for less than is owed, at once or in parts, or for less if it is paid early.

Words: an *offer* is ours and stands until a day; a *bid* is what a debtor says they could pay, and a *policy* answers
it: it is accepted, countered with other offers, refused, or handed to a person. The *floor* is the least a client lets
a debt be settled for; nobody outside the house ever sees it. *Release* is the end: the rest is given up. Invariants:
of all who accept offers on one debt at once, one wins; offers, bids and what was said of them are only added; a higher
bid is never answered worse; nothing is given up before the last payment has stood.
"""
