"""Rules about traffic."""
