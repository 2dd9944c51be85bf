"""What lies on the disk: files written all or none, locks, journals, archives, the ledger."""
