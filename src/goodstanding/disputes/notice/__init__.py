"""Validation notice: the letter that tells a consumer what is collected, from when, and how to answer.

Words: a *field* is one of the 41 things the model form knows; the *itemisation date* is the day from which the debt is
reckoned up; the *end date* is the last day of the validation period; a *sheet* is everything that is printed, in words.
Invariants: a notice with a problem is never printed; what is printed comes from the sheet only, and the sheet holds
every required field; the same notice gives the same bytes.
"""
