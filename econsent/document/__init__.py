"""The PDF a person reads, and the ink and statement it carries."""
