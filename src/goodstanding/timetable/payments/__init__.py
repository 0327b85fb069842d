"""Jobs of payments through gateways."""
