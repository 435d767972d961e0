"""Rules about requests, limits and quantities."""
