"""Mail: how a finished message becomes the bytes of a mail, and who carries them.

Words: to *dress* a consignment is to give it sender, reply address, name and thread; the *envelope* is what servers
tell each other, the headers are what people see. Invariants: the same consignment makes the same bytes; no text of
anybody's becomes a header of its own; once the last dot may have been sent, what became of it is unknown until told.
"""
