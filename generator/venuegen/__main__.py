"""`python -m venuegen` is the same program as `venuegen`."""

import sys

from venuegen.cli import main

sys.exit(main())
