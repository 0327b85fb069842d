"""Tests of the chapter outreach: contacts as they are recorded."""
