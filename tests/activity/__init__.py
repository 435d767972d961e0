"""Tests of the activity app."""
