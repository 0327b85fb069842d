"""Tests of the texts of templates: facts."""
