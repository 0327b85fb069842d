"""Workbench: the pages of the people who work here. Views make one call into a chapter and show the answer.

Words
    page        what one address shows; it is read mostly, and everything on it works without a script.
    figure      one number with its label, its variant and its note.
    notice      what must be seen before anything else on a page: a circumstance, a hold, a dispute.
    probe       one way in which a search text may be meant: a reference, part of a name, digits, part of an e-mail.
    hit         an account that was found, with the reason why it matches.
    narration   an evidence entry told in a sentence.

Invariants
    Every page asks for sign-in and for one permission; an account outside what somebody was given does not exist for
    them. No page holds a script or a style of its own: what a browser may load stands in the content security policy.
    Templates receive plain values, never querysets. Every chart has its table and its CSV. No GET changes anything.
"""
