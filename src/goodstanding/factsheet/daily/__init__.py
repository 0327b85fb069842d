"""The day's sheet: one row for each account and day, and one for each open item; every column declared once.

Words: a *daily column* says what it is called, its type and unit, what it means, where it comes from and who may use
it. Invariants: whatever a strategy, a model or a report asks of an account is a declared column; a sealed sheet is
never changed.
"""
