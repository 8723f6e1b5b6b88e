"""The simulated venue and other help for tests. Import the modules by name; nothing heavy is imported here."""
