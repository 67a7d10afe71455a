"""Who calls and what they meant, out of the words of the call."""
