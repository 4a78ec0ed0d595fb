"""The real servers that tests run against: started here, in folders of their own, and stopped again."""
