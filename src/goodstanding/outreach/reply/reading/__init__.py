"""What a reply says: its own words, rules, the classifier, and the reading they come to. Pure but for training."""
