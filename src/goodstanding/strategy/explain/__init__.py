"""Why this happened with an account in a night, and why not: from the sheet that was sealed, never from today's books.

Words: a *story* is what is told of one account and one night, one sentence first; a *try* is a channel that was asked
about, with what every rule said. Invariants: the story is put together by the clauses of the decision itself and from
the records of the night, so that it cannot differ from what was done.
"""
