"""What is started: command line, web server, settings and records."""
