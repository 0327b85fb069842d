"""Tracing: why a step is due for one account and another is not, told from the very clauses that decided.

Words: a *trace* is the story of one obligation on one day. Invariant: a trace cannot tell another story than the
decision, because both ask the same SQL.
"""
