"""The command line: `venuegen <command>`.

Every module of this package is one command with the name of the module (`import_` is `import`), and defines a
function `command` whose annotated parameters are its arguments. It is imported only when it is asked for, so that
`venuegen list` does not pay for what `generate` needs. A command returns its exit code: 0 done, 1 the answer is no,
2 usage.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

_EXTRAS = {
    "generator": ("typer", "rich", "yaml", "jsonschema", "jinja2", "datamodel_code_generator", "black", "copier"),
    "test": ("pytest", "pytest_asyncio", "hypothesis"),
    "judges": ("ccxt",),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Never raises: a defect of venuegen is reported in one line.

    `VENUEGEN_TRACEBACK=1` shows the traceback of a defect.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        from venuegen.cli._app import run

        return run(arguments)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        extra = next((name for name, modules in _EXTRAS.items() if missing in modules), None)
        if extra is None:
            return _defect(error)
        _complain(f"this command needs the package '{missing}'", f"pip install 'venuegen[{extra}]'")
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        return _defect(error)


def entry() -> NoReturn:
    """The program: one command, then out. From here on Ctrl-C ends the process without a word, for nothing is left to
    be cleaned up but the interpreter itself, which would complain about it.
    """
    code = main()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(code)


def _defect(error: Exception) -> int:
    if os.environ.get("VENUEGEN_TRACEBACK"):
        raise error
    _complain(
        f"a defect of venuegen: {type(error).__name__}: {error}",
        "nothing is wrong with your input alone; VENUEGEN_TRACEBACK=1 shows where it happened",
    )
    return 1


def _complain(text: str, hint: str) -> None:
    from venuegen.report import Reporter

    Reporter().problem(text, hint)
