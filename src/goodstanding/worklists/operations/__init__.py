"""Opening tasks, one by one or many at once, and closing them."""
