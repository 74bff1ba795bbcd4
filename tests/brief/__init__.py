"""Tests of briefs: their words, their safety, their pages in a real browser, and the command that writes them."""
