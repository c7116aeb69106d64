"""What of a recipient's file names other recipients by itself: lists, rules, headers, names."""
