"""Tests of bai2 files of banks."""
