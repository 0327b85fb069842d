"""What people of the house have to look at: one list for each kind of work.

Words: a *task* is one thing to look at, with its reason and its evidence; it is open until somebody closes it with an
outcome. A *queue* is the open tasks of a kind, the most pressing first. Invariants: the same matter stands on a list
once while it is open; tasks are never deleted.
"""
