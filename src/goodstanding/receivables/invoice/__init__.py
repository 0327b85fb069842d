"""Invoices and credit notes as documents: itemised, with tax, exact to the minor unit, readable by people and systems.

Words: *lines* are what was delivered; *allowances* and *charges* lower or raise a line or the whole; a *tax group* is
all that bears one category and rate. Invariant: every total follows from the lines as EN 16931 says, and none is stored
beside them. Everything here is pure; the books and the links are handed in.
"""
