"""Deeds of the order book: mandates with bank details, the gateway, files of debits, and what came back."""
