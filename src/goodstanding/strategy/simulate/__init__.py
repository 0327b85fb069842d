"""Trying a strategy out: what it would do with a book, on a day and the days after, without doing it.

Words: a *gathered* day is everything the chunks of that day answered, put together; what is *carried* is what a
simulated day leaves behind for the next one: steps taken, contacts made, arms drawn. Invariants: what is simulated for
a day is what the night of that day does with the same book; nothing is written but the record of the simulation.
"""
