"""What the model says it has done, held against what was done."""
