"""Questions about gateways, payments and mandates."""
