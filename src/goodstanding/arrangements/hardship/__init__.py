"""Hardship: what is done for somebody who cannot pay as they should, by the house's own programmes and by law.

Words: a *case* says that somebody is in hardship, since when, and when it is looked at again; a *programme* is what
the house may grant (a pause, less a month, no interest, a longer term, writing off), with who it is for and its *fund*;
a *grant* is what was given on one debt; a *moratorium* is the breathing space that the law of England and Wales gives.
Invariants: nothing of this is changed or deleted, words are added; without the person's consent no reason is kept; what
was told in confidence is sealed with the person's own key; a fund never gives more than it holds; a moratorium stops
contact, interest and enforcement in the same deed that records it, and whatever was charged within it is taken back.
"""
