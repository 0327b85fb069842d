"""Money: exact amounts, for every chapter above.

Words: an *amount* is a whole number of minor units and a currency; the *exponent* of a currency says how many decimals
its minor unit has; a *rate* is a whole number of parts per million; a *split* shares a total out without losing a unit.

Invariants: no float anywhere; amounts of two currencies are never added or compared; every division states its
rounding; a text that can be read in two ways is refused.
"""
