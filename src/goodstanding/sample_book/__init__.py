"""Sample book: an invented book of debts, always the same for one seed, for trying things out and for benchmarks.

Words: cast (the invented people), book, history, scale.
Invariants: nobody in it exists: example domains, 555-01xx numbers, plainly fake names; one seed and size give one book.
"""
