"""Where a library keeps things, and a station's outbox; what fsck finds."""
