"""How comparisons are written, one module per format."""
