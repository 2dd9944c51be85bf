"""The system announced: evidence on file, the decision, what changed in its scope since."""
