"""The questions put to the database, as SQL and its parameters; one pass over the postings each.

For `insight.queries`, which asks them. Nothing that comes from outside is ever part of the text.

Why they are written as they are: what is open is told by item, and there may be millions. Lines sorted by item arrive
nearly in order, which makes sorting and grouping them and joining their items in order much cheaper than hashing them.
The planner keeps that order only while no other join comes between, so books, clients and portfolios are joined last,
when few rows are left. Money that no item carries is due on the day it was first posted.
"""
