"""Deciding: from the day's sheet and a strategy document to proposed messages, in one vectorised pass.

Words: an *obligation* is what a step can be due for, an account or an item of it; a *message* is what one person gets
for one client. Invariants: the pass sees only the sheet and the document; equal inputs give equal proposals in equal
order; nothing is proposed for what is paid, held, disputed or promised.
"""
