"""What follows from a reply by itself, before anybody has looked: stops, holds, and the task that reports them."""
