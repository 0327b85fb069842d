"""Search: what a half-remembered text may mean, what somebody may see, and which accounts come first."""
