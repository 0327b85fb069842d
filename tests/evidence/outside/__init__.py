"""Tests of what the log keeps outside the database."""
