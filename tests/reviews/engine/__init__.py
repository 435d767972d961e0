"""The engine: reading, places, edits, running."""
