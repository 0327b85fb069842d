"""What the pages about messages show."""
