"""What a night did, as its pages show it: the days, one night, and why something happened with an account."""
