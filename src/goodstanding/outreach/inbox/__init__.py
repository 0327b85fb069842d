"""What providers post to us: written down as it came, answered at once, read afterwards, each post once.

Words: a *post* is one request of a provider; a *telling* is one thing it says of a message, or one message from a
person that it brings. Invariants: a post whose signature does not fit leaves nothing behind; a post is read as a whole
or not at all; reading it twice is the same as reading it once.
"""
