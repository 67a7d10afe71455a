"""frontdesk: a clinic's phone receptionist that runs on the clinic's own machine."""

import os

__version__ = "0.1.0"

# numpy's matrix library starts a thread per core and lets them spin between the small products of audio features: with
# one thread a segment costs 7 ms of processor time instead of 25. It reads this once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
