"""Notes for the desks while a change binds and the province's list is not out."""
