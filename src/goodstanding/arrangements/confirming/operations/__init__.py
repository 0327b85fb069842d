"""Asking for the messages that confirm, remind and thank."""
