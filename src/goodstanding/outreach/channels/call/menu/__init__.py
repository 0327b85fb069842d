"""The menu that answers people who call us: what it says, what it asks for, and where it goes from there.

Words: a *stage* is where a caller stands; a *turn* is what they typed there and what follows. Invariants: nothing of a
debt is said before somebody is verified; what is typed is digits or nothing; the menu never says which part of a
verification was wrong.
"""
