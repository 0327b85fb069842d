"""Tests of mail as a mailbox holds it."""
