"""Taking replies in, deciding what they say, and fetching them."""
