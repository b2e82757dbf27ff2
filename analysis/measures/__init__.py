"""Rows become numbers: coverage, ambition, money, emphasis, keyness, wording, intervals."""
