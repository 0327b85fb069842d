"""The page of the simulator that works in this program, in place of a provider's own: no real money."""
