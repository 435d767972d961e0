"""The engine: reading, positions, edits, suppression."""
