"""The pocket models that ship with frontdesk, each beside the recipe that makes it."""
