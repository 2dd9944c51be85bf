"""Following changes of law: where each change stands, what is to be done next, and by when."""
