"""Makes a follow-up stand alone by rules: pronouns, ellipsis, corrections, relative years, topic changes."""
