"""What runs a generated client: simulate, book, record, replay, doctor, demo.

Only this package imports the runtime's shells and loads `venues.<id>` by name, at run time.
"""
