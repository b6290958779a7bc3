"""The hands of the staff's desk: one file for each page, with what its actions do in the ledger. No Qt."""
