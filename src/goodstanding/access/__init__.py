"""Access: the people who work here, their roles, and what each role may do.

Words: user (a person who works here), role (what they are), permission (one deed a role may do), assignment (a role
given to a user for a time, within a scope), scope (the clients, portfolios and teams an assignment covers), actor
(whoever performs an operation).
Invariants: every operation names its actor and asks for one permission; who may do what stands in one table
(permission.py); an assignment is never edited, it ends and another begins.
"""
