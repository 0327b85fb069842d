"""Writing down what was learned of messages: a part of every deed that learns something."""
