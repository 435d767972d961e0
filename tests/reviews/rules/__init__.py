"""What every rule promises."""
