"""The clinic's documents, searched."""
