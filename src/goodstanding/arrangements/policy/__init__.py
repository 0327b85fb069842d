"""Policies: what the house agrees to when it takes a promise, makes a plan or writes about money that came in.

Words: a policy is of a *kind* (promise, plan, confirming), for one portfolio or for the whole house, from a day on. The
latest of the portfolio comes before the latest of the house; where neither says anything, the defaults hold. Every door
asks the same policy.
"""
