"""What people do about the bank: open an account of ours, and bring its files in."""
