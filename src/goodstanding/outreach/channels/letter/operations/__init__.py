"""What is done with letters: batches put on record, letters that came back put down."""
