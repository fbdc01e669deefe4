"""One question each, asked for a viewer."""
