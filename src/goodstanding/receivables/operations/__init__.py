"""Writing clients, portfolios, debts and what belongs to them.

One public function is one thing a person can do: it asks the permission, holds the debt's account locked where money
or the debt changes, and appends one evidence entry.
"""
