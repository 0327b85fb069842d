"""Tests of the chapter money: exact amounts, read without guessing and shared without loss."""
