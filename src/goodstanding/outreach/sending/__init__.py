"""Sending: messages whose time has come are asked about once more, rendered, given to a provider, and answered for.

Words: to *claim* is to take messages so that nobody else sends them; the *journal* is a file beside the database of
every key that was about to leave; *the house* is what sending needs to know from chapters above it, handed in.
Invariants: what is handed over was put down as handed over before, in the database and in the journal; a person's lock
is held from the last question to the provider's answer, so nothing leaves after a stop; while sending is paused or held
nothing leaves at all.
"""
