"""The block language: how a text of a template is written, one source for every channel.

Words: a *block* is a heading, a paragraph, a list, a table, an action, or a condition over blocks; a *merge field* is a
name in braces that is replaced by a fact. Invariants: a text that names an unknown field, block or channel is never
saved; nothing in a text is ever run; a fact that goes into a text is never read as one.
"""
