"""What is done with messages: asking for one, sending what is due, learning of them, pausing and letting go on."""
