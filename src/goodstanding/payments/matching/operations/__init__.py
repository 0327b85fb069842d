"""What people and the daily run do with bank lines: look what they pay, apply them, set them aside, undo that."""
