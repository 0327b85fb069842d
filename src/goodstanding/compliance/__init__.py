"""The gate: may this act happen, must something be done, what must be said; each answer with its rule and citation.

Words: a *pack* is the law of one regime, or a business's own policy; a *rule* is one provision, a folder in the
lawbook with dated, sourced *values*; a *shape* is a way of deciding that many rules share; a *verdict* is permitted,
refused or unknown.
Invariants: the most restrictive pack in force wins; unknown refuses; no number that comes from a law stands in Python;
one act is decided by the very code that decides a million.
"""
