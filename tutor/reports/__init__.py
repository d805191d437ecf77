"""What a teacher takes away: pages to print, tables to open elsewhere, wording for the report book."""
