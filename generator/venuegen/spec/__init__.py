"""Reading a spec: YAML with positions, composition, JSON Schema, the typed model."""
