"""Pages of manifests and rules, by what a visitor does."""
