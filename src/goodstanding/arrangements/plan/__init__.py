"""Plans: a debt is paid in instalments, each with its day.

Words: *terms* say how a plan is made (its shape, its rhythm, what it costs); a *schedule* is the instalments made of
them; a *version* is a schedule with the reason for it, and the newest one counts; a *word* is what was said of a plan
since (paused, cancelled …). Invariants: the instalments of a schedule sum to its total exactly and their days rise;
versions, instalments and words are only added; how a plan stands is worked out from the ledger, never stored.
"""
