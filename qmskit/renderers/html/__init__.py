"""Pages for browsers: one file each, which needs no network."""
