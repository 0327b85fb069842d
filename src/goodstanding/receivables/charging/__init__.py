"""Charging: interest and fees on debts, where debt, contract and law meet.

Words: allowed (a contract, a judgment or a law says so, and is named), through (the last day for which interest is
charged), compensation (the fixed sum that a law grants for a late invoice).
Invariants: nothing is charged that neither contract, judgment nor law allows; every refusal cites why. Numbers of laws
come from the lawbook. A charge posts what is due less what was charged, so that doing it twice posts nothing and a
back-dated payment is answered by a correction.
"""
