"""Fixed words in nb, nn and en, and numbers and dates as each language writes them."""
