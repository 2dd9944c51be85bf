"""Word files with tracked changes: made from two files, accepted, rejected."""

from qmskit.renderers.docx.redline.redlining import accepted, redlined, rejected

__all__ = ["accepted", "redlined", "rejected"]
