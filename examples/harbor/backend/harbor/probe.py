"""Asks this machine's own instance whether it is up: ``python -m harbor.probe``."""

import os
import sys
from http.client import HTTPConnection, HTTPException


def is_up(port: int, timeout: float = 2.0) -> bool:
    """Whether the instance on the port answers ``/up`` with 200."""
    connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", "/up")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_up(int(os.environ.get("PORT", "8000"))) else 1)
