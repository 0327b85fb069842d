"""Rendering: one text and the facts of a message become mail, a letter, a text message, spoken words.

Words: a *passage* is a block with its facts in place. Invariants: the same text and the same facts give the same bytes;
a fact that is missing where it is needed refuses; everything that comes from a fact is escaped for where it goes.
"""
