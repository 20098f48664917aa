"""Reads a text service by programs that others wrote: its addresses by uritemplate, its texts by dapytains.

usage: dts.py SERVICE TEI... : the folder that `pack --dts` made, and the texts that it was made of. What dapytains finds in a text
must be what the service says of it: the same units in the same order, and for each the same words.
"""

import json
import pathlib
import sys
import urllib.parse

from dapytains.tei.document import Document
from lxml import etree
from uritemplate import expand

WRAPPER = "{https://w3id.org/api/dts#}wrapper"


def answer(folder, template, **values):
    """The file that a template leads to, as a server of files finds it."""
    path = urllib.parse.unquote(expand(template, values)).lstrip("/")
    return (folder / path).read_bytes()


def units(document):
    """The units of a text as dapytains finds them, in the order of the text."""
    (structure,) = document.citeStructure.values()
    waiting = list(reversed(structure.find_refs(document.xml, structure=structure.structure)))
    while waiting:
        unit = waiting.pop()
        yield unit
        waiting.extend(reversed(unit.children))


def words(element):
    return "".join(element.itertext()).split()


def main(folder, texts):
    entry = json.loads((folder / "index.json").read_bytes())
    collection = json.loads(answer(folder, entry["collection"]))
    assert collection["totalChildren"] == len(collection["member"]) == len(texts), collection
    count = 0
    for member, text in zip(collection["member"], texts):
        alone = json.loads(answer(folder, entry["collection"], id=member["@id"]))
        assert alone["title"] == member["title"] and alone["member"] == []
        above = json.loads(answer(folder, entry["collection"], id=member["@id"], nav="parents"))
        assert [it["@id"] for it in above["member"]] == [collection["@id"]]
        assert answer(folder, member["document"]) == text.read_bytes(), text
        listed = json.loads(answer(folder, member["navigation"], down=-1))["member"]
        document = Document(str(text))
        found = list(units(document))
        ours = [(it["identifier"], it["citeType"], it["level"], it["parent"]) for it in listed]
        theirs = [(it.ref, it.citeType, it.level, it.parent) for it in found]
        assert ours == theirs, (text, ours, theirs)
        for unit in found:
            alone = json.loads(answer(folder, entry["navigation"], resource=member["@id"], ref=unit.ref))
            assert alone["ref"]["identifier"] == unit.ref and "member" not in alone
            below = json.loads(answer(folder, entry["navigation"], resource=member["@id"], ref=unit.ref, down=1))["member"]
            assert [it["identifier"] for it in below] == [unit.ref] + [it.ref for it in unit.children]
            passage = etree.fromstring(answer(folder, entry["document"], resource=member["@id"], ref=unit.ref))
            (wrapper,) = passage.iter(WRAPPER)
            assert words(wrapper) == words(document.get_passage(unit.ref)), (text, unit.ref)
        count += len(found)
    print(f"text service: dapytains finds the same {count} units in {len(texts)} texts, with the same words")


main(pathlib.Path(sys.argv[1]), sorted(map(pathlib.Path, sys.argv[2:])))
