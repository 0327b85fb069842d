"""The check of a text before it is saved: what it needs to know, what it may not say, what it must say, how it reads.

Words: a *finding* is a refusal or a warning, each a sentence with its place. Invariants: a text with a refusal is never
saved; what the law wants in a text is asked of the lawbook and stands nowhere in here.
"""
