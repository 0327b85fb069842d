"""Gateway: collecting money through providers of payments, whose word is asked for before a balance moves.

Words: a *payment* is one collection through a provider: by its hosted page, or from a saved *mandate*; its *standing*
is what the provider says of it when asked; a *telling* is a provider's post, which only says where to look; a
*chargeback* is a payer's dispute with their bank; a *payout* is what the provider passes on to our bank account.
Invariants: card numbers never reach us; every ask carries a key, and one that nobody can tell of is looked up before
anything is tried again; the books follow the standing, whatever the order and number of tellings; a post whose
signature does not fit leaves nothing behind.
"""
