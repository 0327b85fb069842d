"""The commands, one file each. Every file offers `app`, a Typer application; answers go to standard output."""
