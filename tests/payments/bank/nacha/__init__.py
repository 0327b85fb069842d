"""Tests of nacha files of banks."""
