"""Lists as files that a spreadsheet opens: CSV and XLSX, the same for the API and the command line."""
