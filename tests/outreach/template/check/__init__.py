"""Tests of the texts of templates: check."""
