"""Conditions and computations that rules write as SQL expressions over declared columns, turned into numpy operations.

Words: an *expression* has a kind known before it runs; a *view* is the rows it runs over. Unknown stays unknown: AND,
OR and NOT are three-valued as in SQL, and a comparison with nothing is unknown.
"""
