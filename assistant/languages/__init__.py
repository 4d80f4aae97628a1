"""Questions and interface texts in the languages of the region."""
