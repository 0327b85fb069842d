"""Returns: what came back of the debits we ordered, from any file that tells of it, and what its codes mean."""
