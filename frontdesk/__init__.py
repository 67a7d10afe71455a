"""frontdesk: a clinic's phone receptionist that runs on the clinic's own machine."""

import os

__version__ = "0.1.0"

# numpy's matrix library starts a thread per core and lets them spin between the small products of audio features: with
# one thread a segment costs 7 ms of processor time instead of 25. It reads this once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# onnxruntime reports its sessions to its maker over the network, and keeps a device number in ~/.cache, unless this is
# set before it is loaded. Nothing leaves this machine that the settings do not name.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
