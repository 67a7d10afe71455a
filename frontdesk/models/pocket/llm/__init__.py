"""The pocket receptionist: a small Llama trained from scratch, and the recipe that makes it again.

`python -m frontdesk.models.pocket.llm --help` tells the steps. The recipe needs PyTorch, gguf and matplotlib (the
optional extra `train`); nothing else in frontdesk imports it.
"""
