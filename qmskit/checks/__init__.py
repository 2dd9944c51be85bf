"""What a set lacks or contradicts: rules over a set and a day that give findings."""
