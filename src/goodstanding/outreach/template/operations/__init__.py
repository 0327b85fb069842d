"""Publishing and withdrawing templates; saving, approving and ending the editions of their texts."""
