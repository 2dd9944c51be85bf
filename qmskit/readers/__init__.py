"""Files to frozen values, every problem with its place."""
