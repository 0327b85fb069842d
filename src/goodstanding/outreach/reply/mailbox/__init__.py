"""Mail as a mailbox holds it: reading one, and fetching those that are new."""
