"""The page of an offer to settle: see it, accept it, decline it, or bid."""
