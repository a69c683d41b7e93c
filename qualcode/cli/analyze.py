"""`qualcode analyze`: numbers about coded transcripts, beside the tables of `qualcode code`."""

import typer

from qualcode.cli.analyze_codemap import codemap
from qualcode.cli.analyze_collocations import collocations
from qualcode.cli.analyze_cooc import cooc
from qualcode.cli.analyze_crosstab import crosstab
from qualcode.cli.analyze_dispersion import dispersion
from qualcode.cli.analyze_epistemic import epistemic
from qualcode.cli.analyze_freq import freq
from qualcode.cli.analyze_keyness import keyness
from qualcode.cli.analyze_levels import levels
from qualcode.cli.analyze_matrix import matrix
from qualcode.cli.analyze_network import network
from qualcode.cli.analyze_saturation import saturation
from qualcode.cli.analyze_sequence import sequence

analyze_app = typer.Typer(
    help="Analyse coded transcripts: frequencies, co-occurrence, codes by attributes, sequences, saturation, "
    "networks, words.",
    no_args_is_help=True,
)

COMMANDS = (
    freq, cooc, crosstab, matrix, levels, sequence, saturation, network, codemap, epistemic, keyness,
    collocations, dispersion,
)  # fmt: skip

for command in COMMANDS:
    analyze_app.command()(command)
