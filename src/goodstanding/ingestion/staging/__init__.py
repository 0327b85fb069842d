"""Staging: a file's rows become records, checked against the map and against each other, before the books see them.

Words: raw row (the cells as they stand), staged record (one thing a row yields, typed), rejection (row, column, value,
reason), mention (a record that stands in several rows), chunk (rows that will be entered together).
Invariants: a row is taken whole or rejected whole; every rejected row has a reason; all rows of one debt are in one
chunk, and the chunks depend on nothing but the file and the map.
"""
