"""Pages about what is said and sent, and what came back."""
