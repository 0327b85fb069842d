"""Deeds on settlements: setting floors and policies, offering, answering, bidding, accepting."""
