"""Deeds on plans: setting one up, changing it, and what the house does by itself when a day comes."""
