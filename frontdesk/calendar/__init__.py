"""What time is: spoken dates, opening hours, free slots, booking, and the calendar server that keeps them."""
