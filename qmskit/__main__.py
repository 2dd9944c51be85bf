"""`python -m qmskit`."""

import sys

from qmskit.cli import main

sys.exit(main())
