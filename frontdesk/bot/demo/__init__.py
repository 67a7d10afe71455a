"""A caller who phones in, so that one command shows a whole call and checks what it left in the calendar."""
