"""Pages about money: what came in, what the bank says, what was agreed."""
