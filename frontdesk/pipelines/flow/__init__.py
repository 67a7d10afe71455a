"""One call's pipeline and its processors."""
