"""Law in time: states of legal texts, chains of publication, calendars and deadlines."""
