"""What is the same for everything Twilio, or whoever talks as it does, carries: how we are known, and signed posts."""
