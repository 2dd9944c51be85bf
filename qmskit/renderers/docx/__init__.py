"""Word documents: an agency's or the framework's frame, filled with blocks."""

from qmskit.renderers.docx.renderer import DocxRenderer

__all__ = ["DocxRenderer"]
