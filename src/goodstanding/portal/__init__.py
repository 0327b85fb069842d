"""The door for people who got a message from us: what they want of us, and a word to us, without an account.

Words: a *page* belongs to one message and is opened by the signed token in its link; a *choice* is what somebody asks
for on it. Invariants: looking changes nothing, however often and by whomever, for machines open every link; only what a
person chose is done; the page shows nothing of anybody but which channel it is about; a token that is not ours gets the
same answer whatever it is.
"""
