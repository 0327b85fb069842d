"""Camt: reports (camt.052), statements (053) and notifications (054) of ISO 20022, versions 2 to 13, as they stream.

Words: an *entry* is one booking; its *details* are the payments it is made of, which become parts that sum to it.
Invariants: no entity is resolved, no address is fetched, and a huge file needs the memory of its entries only.
"""
