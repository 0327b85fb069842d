"""Facts: what goes into the merge fields of one message.

Invariants: whatever a debtor or a client wrote is data: cleaned of what is no letter, never read as a field, as markup
or as a formula; a fact is of the type the vocabulary says, or it is refused with a sentence.
"""
