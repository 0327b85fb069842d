"""Tests of camt files of banks."""
