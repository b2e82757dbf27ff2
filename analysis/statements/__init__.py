"""Passages become rows: targets, funding, projects, agencies, and the ledger of numerals."""
