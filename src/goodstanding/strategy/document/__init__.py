"""The strategy document: its form, its reading, its checking, and the documents that ship.

Words: a *segment* is a set of accounts alike; a *treatment* is a ladder of *steps*; a step's place on it is its *rung*.
Invariants: a document that was read has no unknown column, no function outside the list, and no step that leads
nowhere; an edition that was proposed is never changed.
"""
