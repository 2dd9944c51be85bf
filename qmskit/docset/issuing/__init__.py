"""From a draft to a document in force, and the proof of it."""
