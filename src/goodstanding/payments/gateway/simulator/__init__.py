"""A provider that is none: it answers as providers do, moves no money, and remembers every ask on the disk.

Words: *scenario* (what happens to a payment, chosen by the last two digits of its amount, or by a word in the mandate);
*act* (what the payer does on the page). Invariants: the same asks come to the same answers; a line is on the disk
before it is answered, so the log can be the judge of what was really asked.
"""
