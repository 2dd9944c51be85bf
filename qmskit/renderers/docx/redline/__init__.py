"""Word files with tracked changes: made from two files, accepted, rejected."""

from qmskit.renderers.docx.redline.redlining import accepted, has_changes, redlined, rejected

__all__ = ["accepted", "has_changes", "redlined", "rejected"]
