"""Config: how this installation is set, and where web requests enter. The topmost floor; nothing imports it."""
