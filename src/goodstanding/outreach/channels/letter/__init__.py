"""Letters: a page whose address shows in a window envelope, pressed as PDF/UA-1, and the ways it gets to the post.

Words: a window is where an envelope shows what lies in it; the letter code is what a returned letter is known by, also
as bars; a print house takes a batch (one file and a list of what is in it); a copy is what left, byte for byte.

Invariants: the same page gives the same bytes; nothing but the address can show in the window, however the sheet lies
in the envelope; what a print house prints are the pages of the copies themselves; a batch is there whole or not at all.
"""
