"""Bai2: American banks' cash management files, with every count and sum that they tell of themselves checked.

Words: a *record* is one line by its two-digit code with the lines that continue it (88); a *group* is what one bank
tells for one day; a *type* of three digits says what an amount is.
"""
