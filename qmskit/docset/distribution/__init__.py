"""Who holds which copy: what is given, taken back, and laid out for each desk."""
