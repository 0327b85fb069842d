"""Expressions: what may be said in a condition, what comes out of it, and what is said about the rest.

Words: a *piece* is a part of an expression with the kind of value it gives; a *fault* is something wrong with one.
Invariant: nothing comes out that is not listed here.
"""
