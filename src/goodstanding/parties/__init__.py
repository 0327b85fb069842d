"""Parties: the people and organisations behind the debts, how to reach them, and what we know of them.

Words: person (a human being or an organisation), contact point (an address, a telephone number, an e-mail address),
consent, preference, circumstance (deceased, bankrupt, service member, minor, vulnerable), representation (who speaks
for whom), identifier (tax id, date of birth, bank details; encrypted).
Invariants: consents, preferences and circumstances are dated facts that are added, never overwritten, each with its
source, when it took effect and when we learned it; identifiers are readable only with the person's own key, and
deleting that key erases them.
"""
