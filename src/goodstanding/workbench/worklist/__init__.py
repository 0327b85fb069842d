"""A queue of tasks as its page and the command line show it."""
