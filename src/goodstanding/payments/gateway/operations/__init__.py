"""Deeds of collecting: asking for money, giving asks to a provider, following what it says, and reading its posts."""
