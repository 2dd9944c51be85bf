"""Two states side by side: sets, releases, catalogues, exports; what changed and by when."""
