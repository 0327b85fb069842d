"""Tests of what is entered of banks in the books."""
