"""The door for other machines: what providers post to us.

Words: a *source* is a provider's door, the last word of its address. Invariants: a post is on disk before it is
answered with a yes; whatever is posted, the answer is calm and says nothing of what is inside; a refused post changes
nothing but a count in a file.
"""
