"""What has been learnt, for the learner and the trainer."""
