"""Every job there is, each with when it is done and the one operation it does."""
