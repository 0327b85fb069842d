"""Tests of the chapter calendars: business days, local hours and periods."""
