"""Issuing invoices and credit notes: the item in the books and the document for people and systems, in one deed."""
