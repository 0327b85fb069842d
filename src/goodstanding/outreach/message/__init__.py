"""One message and its one life: from planned to whatever became of it.

Words: a *message* is one thing said to one person through one channel; an *attempt* is one try to hand it to a
provider, under a key of its own; an *event* is something that was learned about it. Invariants: a message only moves
forward; its state is worked out from the set of its events, in whatever order and how often they came; what nobody can
tell is *unknown* and is never tried again before it was looked up.
"""
