"""Rules about namespaces."""
