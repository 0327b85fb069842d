"""The brief of a night: what the gate is told about thousands of acts at once, straight from the tables of a chunk.

Words: what is *asked* is one act for each row; the *books* are what a chunk's reading says of the people asked about,
put in order once. Invariant: the brief of an act is, column by column, what `strategy.queries.situation` would tell of
the same act asked about alone.
"""
