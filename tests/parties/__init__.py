"""Tests of the people behind the debts."""
