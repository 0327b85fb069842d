"""Everything that was said to a person and by them, on every channel, as one conversation.

Words: a *strand* is one message, call, reply or recorded contact of it. It is read from what is on record and holds
nothing of its own.
"""
