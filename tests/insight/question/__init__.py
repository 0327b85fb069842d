"""Tests of the questions put to the database."""
