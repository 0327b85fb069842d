"""Tests of the chapter strategy: questions put together from the books."""
