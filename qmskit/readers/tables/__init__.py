"""Tables of Word files and workbooks, and what the province and the agency write in them."""
