"""What people and the night do: editions of strategies, nights, capacity, hand-over."""
