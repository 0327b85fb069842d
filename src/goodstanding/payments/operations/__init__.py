"""Recording receipts, taking them back, and applying money that lies unapplied.

What is in dispute is told by the caller: disputes are a chapter beside this one, and neither knows the other.
"""
