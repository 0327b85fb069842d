"""The day's facts of a chunk: from what was read of the books to the sheets of accounts and items.

Words: a *part* of the sheet is a table with some of its columns, made by a few statements of SQL in DuckDB; *faults*
are rows nobody can reckon with. Invariants: the same reading gives the same sheet, byte for byte; a faulty row keeps
its account off the sheet and stops nothing else; what a fact says is what the pure noun of its chapter would say.
"""
