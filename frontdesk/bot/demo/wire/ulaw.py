"""G.711 mu-law, the telephone network's 8-bit samples (ITU-T G.711, table 2a)."""

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]

RATE = 8_000
FRAME = 160
"""Samples, and bytes, of one 20 ms frame."""
FRAME_SECONDS = FRAME / RATE
SILENCE = b"\xff"
"""One sample of nothing."""
_BIAS = 0x84
_CLIP_14 = 8_159


def decode(data: bytes) -> Samples:
    """Mu-law bytes as 16-bit samples."""
    return _DECODED[np.frombuffer(data, dtype=np.uint8)]


def encode(samples: Samples) -> bytes:
    """16-bit samples as mu-law bytes."""
    # The standard codes 14 bits; the two bits below are dropped before the sign is taken.
    magnitude = np.minimum(np.abs(samples.astype(np.int32) >> 2), _CLIP_14) + (_BIAS >> 2)
    exponent = np.minimum(np.floor(np.log2(magnitude)).astype(np.int32) - 5, 7)
    mantissa = np.minimum((magnitude >> (exponent + 1)) - 16, 15)
    sign = np.where(samples < 0, 0x80, 0)
    code: npt.NDArray[np.int32] = ~(sign | (exponent << 4) | mantissa) & 0xFF
    return bytes(code.astype(np.uint8))


def _decoding_table() -> Samples:
    code = ~np.arange(256, dtype=np.int32) & 0xFF
    magnitude = ((((code & 0x0F) << 3) + _BIAS) << ((code >> 4) & 0x07)) - _BIAS
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)


_DECODED = _decoding_table()
