"""`update` and `confirm`: a change brought in, carried through, and confirmed."""
