"""`qualcode codings`: human coding without the desk, from tables and from texts marked in any editor."""

import typer

from qualcode.cli.codings_add import add, mark
from qualcode.cli.codings_change import finish, remove, reopen, restore
from qualcode.cli.codings_list import list_codings
from qualcode.cli.codings_place import place

codings_app = typer.Typer(
    help="Code by hand without the desk: add codings from files, list them, place them anew, take them back.",
    no_args_is_help=True,
)
codings_app.command()(add)
codings_app.command()(mark)
codings_app.command("list")(list_codings)
codings_app.command()(place)
codings_app.command()(remove)
codings_app.command()(restore)
codings_app.command()(finish)
codings_app.command()(reopen)
