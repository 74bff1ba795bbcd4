"""missionkit writes, checks, compares and publishes missions kept as YAML in git."""

__version__ = "0.1.0"
