"""A network of codes as GraphML, which programs for networks such as Gephi and Cytoscape read."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from qualcode.analysis.columns import Columns
from qualcode.analysis.network import Network
from qualcode.terms import CodeId

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""

_NODE = {
    "label": "string",
    "n_units": "long",
    "degree": "long",
    "strength": "double",
    "betweenness": "double",
    "closeness": "double",
    "clustering": "double",
    "pagerank": "double",
    "community": "long",
}
_EDGE = {"weight": "double", "n_both": "long"}
"""Attributes and their types."""


def graphml(network: Network, *, labels: Mapping[CodeId, str]) -> str:
    """The network as the text of a GraphML 1.0 file, to be written as UTF-8; the same each time.

    Nodes are known by the id of the code. They have its name of `labels`, or its id, as their label, and
    the columns of the table of nodes; links have weight and n_both. Undefined values are left out.
    """
    nodes = [
        _element("node", {"id": row["code"]}, _NODE, {"label": labels.get(row["code"], row["code"]), **row})
        for row in _rows(network.nodes)
    ]
    edges = [
        _element("edge", {"source": row["code_1"], "target": row["code_2"]}, _EDGE, row)
        for row in _rows(network.edges)
    ]
    graph = ['  <graph id="codes" edgedefault="undirected">\n', *nodes, *edges, "  </graph>\n</graphml>\n"]
    return "".join([_HEAD, *_keys("node", _NODE), *_keys("edge", _EDGE), *graph])


def _rows(table: Columns) -> Iterator[dict[str, Any]]:
    for row in zip(*table.values(), strict=True):
        yield dict(zip(table, row, strict=True))


def _keys(kind: str, types: Mapping[str, str]) -> Iterator[str]:
    for name, type_ in types.items():
        yield f'  <key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>\n'


def _element(tag: str, ends: Mapping[str, str], types: Mapping[str, str], row: Mapping[str, Any]) -> str:
    attributes = "".join(f' {name}="{_text(value)}"' for name, value in ends.items())
    data = "".join(
        f'      <data key="{tag}_{name}">{_value(row[name], type_)}</data>\n'
        for name, type_ in types.items()
        if row[name] is not None
    )
    return f"    <{tag}{attributes}>\n{data}    </{tag}>\n"


def _value(value: Any, type_: str) -> str:
    match type_:
        case "string":
            return _text(value)
        case "long":
            return str(value)
    return f"{value:.6g}"


def _text(value: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", value))
