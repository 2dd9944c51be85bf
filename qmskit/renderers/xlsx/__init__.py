"""Workbooks: what an agency fills in, and staff and workflows of a set to be edited in Excel."""

from qmskit.renderers.xlsx.workflows import XlsxRenderer

__all__ = ["XlsxRenderer"]
