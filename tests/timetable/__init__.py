"""Tests of the jobs that are done by themselves."""
