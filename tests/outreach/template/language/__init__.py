"""Tests of the texts of templates: language."""
