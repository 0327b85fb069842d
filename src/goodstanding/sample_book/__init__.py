"""Sample book: an invented book of debts, always the same for one seed, for trying things out and for benchmarks.

Words: cast (the invented people), situation (what is the matter with a debtor), showcase (the first debtors of every
book, one for each situation), history (what happened), fact (what no file tells), filling (millions made in the
database), placements (a file of any size).
Invariants: nobody in it exists: example domains, 555-01xx numbers, plainly fake names; one seed, size and day give one
book, byte for byte; nothing happens after its last day; it enters the books by the doors everybody uses.
"""
