"""Smart agreements: the terms of a plan, a settlement, a discount or a commission as a document that the ledger runs.

Words: an agreement is made of *clauses*; a clause has a *condition* on what the ledger shows by the end of a day, and
*deeds* that follow where it holds. A *run* tells which deeds follow from a document and the lines of the ledger, day by
day; an *act* is one deed that was done, or taken back. Invariants: the same document and the same lines give the same
acts, in whatever order the lines come; every clause has its sentence in every language; a clause names only clauses
before it, so no run goes round in circles; a document that was signed never changes, and its hash is in the evidence
log.
"""
