"""``python -m service.cli`` is ``huiyin``."""

from service.cli import main

main()
