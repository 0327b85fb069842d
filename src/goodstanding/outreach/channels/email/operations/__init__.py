"""Carrying mail by providers' own programs, which lean on Django's mail."""
