"""PDF of the Word files, made by LibreOffice."""

from qmskit.renderers.pdf.renderer import PdfRenderer, as_pdf

__all__ = ["PdfRenderer", "as_pdf"]
