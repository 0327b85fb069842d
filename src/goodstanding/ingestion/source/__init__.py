"""The source: one file, read row by row as text, whatever its format.

Words: source (the file), rows (pieces of it, each with the numbers a person would look them up by), fault (a row that
could not even be read as cells).
Invariants: every cell is text, exactly as written; the whole file never stands in memory; a file that cannot be read
is refused with a sentence.
"""
