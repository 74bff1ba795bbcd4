"""Briefs as values: sections of blocks, built from the register by pure functions; `output` writes them."""
