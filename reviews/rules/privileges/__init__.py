"""What a container may do: its user, its privileges, its share of the node."""
