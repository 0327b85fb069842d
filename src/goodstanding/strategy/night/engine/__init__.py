"""Who works the chunks of a night: processes of this machine, or a Spark cluster.

Words: a *parcel* is an answer on its way from a worker to the driver, which alone commits. Invariants: both engines run
the very same function and hand answers back in the order of the chunks; how many answers wait is bounded, however many
chunks there are.
"""
