"""Tests of the sheet of a day."""
