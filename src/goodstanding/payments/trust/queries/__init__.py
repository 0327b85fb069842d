"""Questions about trust money: its balances, client by client, and its reconciliation with a bank account."""
