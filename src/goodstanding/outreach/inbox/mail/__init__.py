"""What mail providers post: what became of our mails, and the mails people wrote to us.

Invariants: what a provider does not sign is taken only with a password it shows; what a mail says is data, whatever
stands in it; an address is marked bad only where the provider says that nothing will ever arrive there.
"""
