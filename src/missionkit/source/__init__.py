"""The only place that reads the user's files and runs git."""
