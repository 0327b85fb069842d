"""Templates: what exists to be said, through which channel, in which language, and whether it may be used.

Words: the *catalogue* is the register of every template that ships; a template is *published* unless somebody withdrew
it, for a channel, for a language or altogether. Invariants: what was published or withdrawn before stays on record;
nothing that is not published is ever planned.
"""
