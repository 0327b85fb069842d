"""Weighing: staged records against the books, cut into chunks, counted, and turned into rows of the books.

Words: chunk (rows that are entered together), objection (why the books cannot take a row), state (new, revived, changed
or unchanged), tally (the counts and control totals).
Invariants: the chunks depend on nothing but the file and the map; a dry run and the real run ask the very same
questions.
"""
