"""Questions about what may and should happen."""
