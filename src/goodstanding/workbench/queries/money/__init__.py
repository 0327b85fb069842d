"""What the pages of money show, gathered from the chapters."""
