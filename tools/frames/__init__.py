"""How the Word frames are drawn: pieces, styles, what runs on every page, and one module a kind."""
