"""Rules about labels and selectors."""
