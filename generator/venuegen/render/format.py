"""Formatting through black's API, imported only when something must be formatted."""

from __future__ import annotations

LINE_LENGTH = 120


def format_python(source: str) -> str:
    """`source` as black writes it. Raises ValueError for text that is no Python: a defect of a template."""
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = black.Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311}, magic_trailing_comma=False)
    try:
        return black.format_str(source, mode=mode)
    except InvalidInput as error:
        raise ValueError(f"the rendered module is no valid Python: {error}") from error
