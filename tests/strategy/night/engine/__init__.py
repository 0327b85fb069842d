"""Tests of the engines, with work that is quicker than a night's."""
