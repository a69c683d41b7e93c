"""Tables that people fill in or hand over, whatever a spreadsheet made of them."""
