"""Words with boxes → blocks in reading order: lines, columns, tables, paragraphs, headings.

Pure geometry: must not know PDF, pdfium or files.
"""
