"""Calls: by a person with the account in front of them, by a campaign that never dials too many, and coming in.

Words: a *call* is one try to reach one person by telephone; its *outcome* is what became of it, in the words the law
counts by; a *campaign* dials for collectors who sit at their *seats*; a call is *abandoned* when a person answers and
no collector is there; an *enquiry* is somebody who called us and speaks with the menu. Invariants: the gate is asked at
the moment of dialling; nobody is called again before it was said what became of the call before; a call nobody can tell
of is unknown, and counts.
"""
