"""Tests of the day's facts of a chunk, against the pure nouns of each chapter."""
