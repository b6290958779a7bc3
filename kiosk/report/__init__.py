"""The figures of a day or a week as a file for the office: CSV, XLSX, PDF. The same pictures as at the desk.

May import flows (for the pictures and their words) and domain. Qt is known in pdf_file.py only.
"""
