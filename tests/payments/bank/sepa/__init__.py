"""Tests of sepa files of banks."""
