"""For every test: examples take as long as they take, because no test judges a machine by its speed."""

from hypothesis import settings

settings.register_profile("frontdesk", deadline=None)
settings.load_profile("frontdesk")
