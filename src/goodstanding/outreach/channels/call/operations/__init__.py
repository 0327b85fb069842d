"""What people and the house do with calls: show, dial, say what became of one, run a campaign, answer a caller."""
