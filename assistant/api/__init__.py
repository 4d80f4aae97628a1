"""The HTTP door: the same pipeline as the command line, as JSON, as events and as a page."""
