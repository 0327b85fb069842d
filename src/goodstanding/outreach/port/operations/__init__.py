"""The port that makes messages of orders."""
