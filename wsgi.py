"""The application of this installation, for a web server and for the flask command."""

import sys

from config.settings import load_settings
from monitor.app import create_app
from monitor.core.errors import BaadaError

try:
    app = create_app(load_settings())
except BaadaError as error:
    sys.exit(f"Error: {error}")
