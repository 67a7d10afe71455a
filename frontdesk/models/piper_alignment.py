"""How far into a sentence the voice has come: from samples per phoneme to samples per word.

Piper tells the length of every phoneme, not which letters a phoneme stands for, and espeak runs words together ("of
the" is one) or takes them apart ("9:30" is two). So each word is phonemised alone as well: its share of all phonemes
says where in the sentence's phonemes it ends. Off by a phoneme where words run together, never more than a short
word.
"""

import re
from collections.abc import Sequence

from piper import PiperVoice
from piper.voice import AudioChunk

SILENT = frozenset("^$ ˈˌ.,;:!?-")


def align(text: str, voice: PiperVoice, chunks: Sequence[AudioChunk], rate: int) -> tuple[tuple[int, int], ...]:
    """(end of a word in `text`, its end in samples at `rate`), rising; empty where the voice gives no lengths."""
    ends = _phoneme_ends(chunks)
    words = [(match.end(), _sounds(voice, match.group())) for match in re.finditer(r"\S+", text)]
    whole = sum(sounds for _, sounds in words)
    if not ends or not whole:
        return ()
    scale = rate / voice.config.sample_rate
    aligned: list[tuple[int, int]] = []
    passed = 0
    for end, sounds in words:
        passed += sounds
        sample = int(ends[max(0, round(passed * len(ends) / whole) - 1)] * scale)
        if sounds and (not aligned or sample > aligned[-1][1]):
            aligned.append((end, sample))
        elif aligned:
            aligned[-1] = (end, aligned[-1][1])
    return tuple(aligned)


def _phoneme_ends(chunks: Sequence[AudioChunk]) -> list[int]:
    """Where each sounding phoneme ends, in the voice's samples from the start of the first chunk."""
    ends: list[int] = []
    passed = 0
    for chunk in chunks:
        if chunk.phoneme_alignments is None:
            return []
        for phoneme in chunk.phoneme_alignments:
            passed += int(phoneme.num_samples)
            if phoneme.phoneme not in SILENT:
                ends.append(passed)
            elif ends:
                ends[-1] = passed
    return ends


def _sounds(voice: PiperVoice, word: str) -> int:
    """How many sounding phonemes a word has."""
    return sum(phoneme not in SILENT for sentence in voice.phonemize(word) for phoneme in sentence)
