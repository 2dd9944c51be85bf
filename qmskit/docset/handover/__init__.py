"""A whole set in one file that can be proved, and back."""
