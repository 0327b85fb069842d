"""How people are reached, and what came of it.

Words: a *contact* is one act of reaching out, or one message that came in, with its channel, its outcome and the
debts it was about. Invariants: contacts are only ever added; when one happened and when we learned of it are two
times; what the law counts is counted from these rows.
"""
