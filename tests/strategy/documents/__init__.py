"""Tests of the documents that ship."""
