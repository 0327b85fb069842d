"""Goodstanding: brings overdue accounts back into good standing. See ARCHITECTURE.md for the floors of the house."""
