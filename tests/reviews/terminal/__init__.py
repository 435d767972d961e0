"""Tests of the terminal command."""
