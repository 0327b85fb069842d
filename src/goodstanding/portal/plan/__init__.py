"""The page of a plan: how it stands, to have its instalments taken by mandate, and to end that."""
