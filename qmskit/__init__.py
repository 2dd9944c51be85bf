"""qmskit."""
