"""Tests in a real browser: every page that pages.py lists, and journeys by keyboard and without JavaScript."""
