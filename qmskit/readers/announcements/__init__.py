"""Announcing decisions (quyết định công bố thủ tục hành chính) as a source."""
