"""`qmskit schema`."""

import click

import qmskit
from qmskit.language import marked


@click.command(
    "schema",
    help=marked("In lược đồ JSON của một loại tệp; không có NAME thì liệt kê các lược đồ."),
)
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """Print a schema, or the names of all."""
    click.echo(qmskit.schema_text(name) if name else "\n".join(qmskit.schema_names()))
