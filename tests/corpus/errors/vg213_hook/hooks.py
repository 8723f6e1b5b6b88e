def digets(text: str) -> str:
    return text


def other(a: str, b: str) -> str:
    return a + b
