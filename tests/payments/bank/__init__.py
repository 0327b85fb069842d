"""Tests of what banks tell, and of orders to them."""
