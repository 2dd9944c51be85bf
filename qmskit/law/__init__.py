"""Law in time: calendars, deadlines, working time."""
