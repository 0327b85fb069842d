"""Tests of messages on voicemail."""
