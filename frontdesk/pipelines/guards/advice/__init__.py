"""Medical advice: asked for, or given."""
