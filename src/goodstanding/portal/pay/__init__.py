"""The page on which somebody pays an account without signing in, and the simulator's page in place of a provider's."""
