"""From articles to stored records: reading, extraction, grounding."""
