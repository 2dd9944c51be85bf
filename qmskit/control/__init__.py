"""Document control: the ledger and what it proves; life, numbers and releases of documents."""
