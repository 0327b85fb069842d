"""Tests of templates: the register, and what of it is published."""
