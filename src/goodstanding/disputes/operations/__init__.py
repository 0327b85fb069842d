"""Opening and closing disputes."""
