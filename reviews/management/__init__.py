"""Commands of manage.py about manifests."""
