"""Tests of texts: the adapter against a provider that is a process of its own, and what its posts say."""
