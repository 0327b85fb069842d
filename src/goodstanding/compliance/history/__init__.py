"""What happened before an act: counted, or looked up, from events and never from counters.

Words: a *tally* is the events that meet a condition, in order, for each person, debt or number; *consented* calls are
those a person agreed to beforehand, which some laws do not count.
"""
