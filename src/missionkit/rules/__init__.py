"""The rules: each looks for one gap. Families are modules; beside each module stand its texts."""
