"""What somebody of the house decides about a reply: whom it is from, what it says, and that it is settled."""
