"""The application of this installation, for a web server and for the flask command."""

from config.settings import load_settings
from monitor.app import create_app

app = create_app(load_settings())
