"""Making messages ready: the last question to the law and the books, then the finished consignment of each.

Invariant: one message that cannot be asked about or made never holds up the others; it is put down with a sentence.
"""
