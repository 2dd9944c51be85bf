"""`update --framework`: a set moved to another edition of its framework, nothing of it lost."""
