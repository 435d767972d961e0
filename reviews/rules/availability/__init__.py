"""Rules about staying up while Pods move."""
