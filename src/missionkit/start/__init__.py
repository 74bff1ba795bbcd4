"""New documents and new registers, as text with explanations in nb, nn or en."""
