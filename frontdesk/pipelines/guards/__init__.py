"""What code watches for in the words of callers and models."""
