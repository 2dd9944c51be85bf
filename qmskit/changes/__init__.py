"""What differs between two states of the same things, keyed by meaning."""
