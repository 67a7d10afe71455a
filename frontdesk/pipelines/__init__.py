"""How a call flows: the receptionist pipeline, turn-taking, guards, and the tools the model may call."""
