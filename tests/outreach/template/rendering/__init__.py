"""Tests of the texts of templates: rendering."""
