"""Frames from the Arrow files that ikat writes, without pyarrow: it takes longer to import than an answer to compute.

Apache Arrow's columnar format 1.0 (Schema.fbs, Message.fbs), of which ikat writes: doubles, whole numbers of 64 bits and
texts as codes of 32 bits into a dictionary, without compression.
"""

import json
import struct

_SCHEMA, _DICTIONARY, _ROWS = 1, 2, 3  # kinds of message
_INT, _FLOAT, _TEXT = 2, 3, 5  # kinds of type


def read(answer):
    """The frame of an Arrow file, with its description in ``attrs``."""
    import pandas

    data, columns, texts, parts, about = memoryview(answer), [], {}, [], {}
    for kind, header, body in _messages(data):
        if kind == _SCHEMA:
            columns = [_column(f) for f in header.tables(1)]
            about = {pair.text(0): pair.text(1) for pair in header.tables(2)}
        elif kind == _DICTIONARY:
            batch = header.table(1)
            _, ends, all_texts = (body[at:at + size] for at, size in batch.pairs(2))
            ends = struct.unpack("<%di" % (len(ends) // 4), ends)
            texts[header.number(0, "<q")] = [bytes(all_texts[a:b]).decode("utf-8") for a, b in zip(ends, ends[1:])]
        elif kind == _ROWS:
            parts.append(_rows(header, body, columns))
    return _described(pandas.DataFrame({
        name: _values(kind, [p[i] for p in parts], texts.get(dictionary))
        for i, (name, kind, dictionary) in enumerate(columns)}, copy=False), about)


def _messages(data):
    """The kind, header and body of each message."""
    at = 8  # after the file's mark
    while True:
        size, = struct.unpack_from("<i", data, at + 4)
        if size == 0:
            return
        message = _Table(data, at + 8 + struct.unpack_from("<I", data, at + 8)[0])
        body = at + 8 + size
        at = body + message.number(3, "<q")
        yield message.number(1, "<B"), message.table(2), data[body:at]


def _column(field):
    """A field's name, kind and dictionary."""
    dictionary = field.table(4)
    return field.text(0), field.number(2, "<B"), None if dictionary is None else dictionary.number(0, "<q")


def _rows(header, body, columns):
    """The columns of a batch of rows as arrays; what is not defined is NaN, and stands so in what ikat writes."""
    import numpy

    buffers = header.pairs(2)
    kinds = {_INT: "<i8", _FLOAT: "<f8", _TEXT: "<i4"}
    out = []
    for i, (_, kind, _) in enumerate(columns):
        at, size = buffers[2 * i + 1]
        out.append(numpy.frombuffer(body[at:at + size], kinds[kind]))
    return out


def _values(kind, parts, texts):
    """A column's values."""
    import numpy

    if texts is not None:
        parts = [numpy.array(texts, dtype=object)[codes] if texts else numpy.array([], dtype=object) for codes in parts]
    if not parts:
        return numpy.array([], dtype={_INT: "int64", _FLOAT: "float64"}.get(kind, "object"))
    return parts[0] if len(parts) == 1 else numpy.concatenate(parts)


def _described(frame, about):
    frame.attrs = {
        "title": about["ikat.title"],
        "columns": {c.pop("name"): _renamed(c) for c in json.loads(about["ikat.columns"])},
        "notes": json.loads(about["ikat.notes"]) or [],
        "provenance": json.loads(about["ikat.provenance"]),
    }
    return frame


def _renamed(column):
    """A column's description in the words of data packages, which answers of several frames are."""
    words = {"label": "title", "definition": "description"}
    return {words.get(k, k): v for k, v in column.items()}


class _Table:
    """A table of a flatbuffer: its fields by number."""

    def __init__(self, data, at):
        self.data, self.at = data, at
        self.slots = at - struct.unpack_from("<i", data, at)[0]
        self.size, = struct.unpack_from("<H", data, self.slots)

    def _field(self, n):
        """Where a field stands; 0 where it holds its default."""
        slot = 4 + 2 * n
        offset = struct.unpack_from("<H", self.data, self.slots + slot)[0] if slot < self.size else 0
        return offset and self.at + offset

    def _target(self, n):
        at = self._field(n)
        return at and at + struct.unpack_from("<I", self.data, at)[0]

    def number(self, n, form):
        at = self._field(n)
        return struct.unpack_from(form, self.data, at)[0] if at else 0

    def table(self, n):
        at = self._target(n)
        return _Table(self.data, at) if at else None

    def text(self, n):
        at = self._target(n)
        size, = struct.unpack_from("<I", self.data, at)
        return bytes(self.data[at + 4:at + 4 + size]).decode("utf-8")

    def tables(self, n):
        at = self._target(n)
        for k in range(struct.unpack_from("<I", self.data, at)[0]):
            one = at + 4 + 4 * k
            yield _Table(self.data, one + struct.unpack_from("<I", self.data, one)[0])

    def pairs(self, n):
        """A list of pairs of whole numbers of 64 bits."""
        at = self._target(n)
        count, = struct.unpack_from("<I", self.data, at)
        return list(struct.iter_unpack("<qq", self.data[at + 4:at + 4 + 16 * count]))
