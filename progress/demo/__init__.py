"""What `manage.py demo` fills an empty portal with."""
