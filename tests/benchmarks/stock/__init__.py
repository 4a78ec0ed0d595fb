"""Ordinary Wagtail pages to compare with: a `Page` with fields and rows, and a list of such pages with filters."""
