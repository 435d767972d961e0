"""Tests of manifests and their reviews."""
