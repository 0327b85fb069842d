"""Account: the one page that holds everything about an account, as plain values."""
