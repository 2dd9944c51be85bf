"""What the national portal publishes: API records, page texts, lists."""
