"""Interest: what a debt bears, reckoned day by day and explained line by line.

Words: terms (what is charged from a day on, and on what basis), base rate (published by a central bank, with its
history), fixing (on which days a base rate is read), leg (the time during which terms hold), segment (a stretch in
which nothing changes), freeze (a time that bears no interest), cap.
Invariants: no law in here: rates, margins and reference days are handed in. Exact fractions until the one rounding that
the terms name. A day bears interest where something is open at its end: the day of payment bears none. Reckoning many
debts in columns gives what reckoning each alone gives, to the minor unit.
"""
