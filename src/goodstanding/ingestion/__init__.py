"""Ingestion: files of invoices, placements and payments come in.

Words: map (the YAML that says which column is what), batch (one file brought in once), chunk (the rows that are entered
in one transaction), record (one thing a row yields: a person, a contact point, a debt, an item, a receipt, a dispute),
rejected row, control total, undo.
Invariants: the same file twice changes nothing; a batch stopped half-way is finished by calling it again; an abort
leaves nothing behind; every value stands for exactly one column of one row of one file.
"""
