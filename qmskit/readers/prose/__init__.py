"""The State's words understood: limits, fees, citations, papers; what is uncertain stays text."""
