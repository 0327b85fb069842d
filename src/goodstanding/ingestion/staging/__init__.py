"""Staging: a file's rows become records, checked against the map and against each other, before the books see them.

Words: raw row (the cells as they stand), staged record (one thing a row yields, typed), rejection (row, column, value,
reason), mention (a record that stands in several rows).
Invariants: a row is taken whole or rejected whole; every rejected row has a reason; nothing here asks the books.
"""
