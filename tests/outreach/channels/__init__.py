"""Tests of channels: how they are set, and the adapters that carry them."""
