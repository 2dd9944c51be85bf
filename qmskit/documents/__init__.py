"""Which documents a set must hold, and their text and data composed to blocks."""
