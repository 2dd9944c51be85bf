"""The operations on a document set: the only layer that writes files."""
