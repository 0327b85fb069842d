"""Jobs of smart agreements."""
