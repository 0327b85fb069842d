"""Wire: one exchange with another machine over the web, and the truth about how far it came.

Words: line (a connection that is asked), answer, not reached (nothing was sent), cut (nobody can
tell what became of it).
Invariants: nothing is sent twice by itself, no redirection is followed, a deadline holds for the whole exchange, and an
answer that broke off anywhere is never taken for a whole one.
"""
