"""The night: from the books of a day to tomorrow's lawful acts, one chunk of people at a time.

Words: an *order* says which chunk is to be worked, for which day, by which strategies; the *reading* is what the books
say of it, as Arrow tables; an *answer* is what was decided. Invariants: the same order over the same books gives the
same answer, byte for byte, on every engine; a chunk is committed whole or not at all; nobody's debts are split over two
chunks.
"""
