"""Calendars: business days, local hours and periods, for every chapter above.

Words: a *calendar* is a named set of days on which nobody works; a *zone* is an IANA time zone; the *candidate zones*
of a person are all the places their contact point may be in; a *period* is a run of whole days, both ends inclusive.

Invariants: an instant is aware, and naive ones are refused; today is always an argument; a person whose zone is not
known has no local hour; a calendar is never guessed.
"""
