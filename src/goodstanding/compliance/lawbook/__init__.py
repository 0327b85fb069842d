"""The law as data: packs of rules, each a folder with its dated and sourced values, its cases and its source.

Words: a *value* is one number, date, hour or list of words of a provision, with an entry for every time it changed; an
entry says from when it holds, where it stands, when it was checked and how sure we are. Invariant: what the files do
not say plainly (an unknown key, a value without source) is refused when the book is read.
"""
