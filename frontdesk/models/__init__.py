"""What infers: engines that all calls share, and the thin per-call services that talk to them."""
