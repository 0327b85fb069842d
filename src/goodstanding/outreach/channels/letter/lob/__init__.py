"""Letters by Lob, or by whoever talks as it does: one request a letter, looked up by its metadata, told of by posts.

Invariant: the key of an attempt goes along twice, as idempotency key, so that the same request is the same letter, and
as metadata, so that a letter is found again; it comes back in every post about it.
"""
