"""frontdesk: a clinic's phone receptionist that runs on the clinic's own machine."""

__version__ = "0.1.0"
