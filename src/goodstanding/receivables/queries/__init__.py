"""Reading clients, portfolios, debts and what belongs to them.

Money is told as of a day, and as known at an instant where one is given; everything else as it stands now. Permission
is asked by whoever shows the answer.
"""
