"""The door through which acts leave the house, and a port that only writes down what went through it.

Words: an *order* says what is to be delivered, to whom, between when and when, under a key of its own; a *receipt* says
what became of it. Invariants: the same key is delivered once and always gets the same receipt; what a receipt was given
for is on disk before it is given.
"""
