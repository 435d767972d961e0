"""Who people are, which teams they are in, who trains whom."""
