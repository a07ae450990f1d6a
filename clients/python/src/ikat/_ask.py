"""Asking the program, or a server, and reading what it answers."""

import contextlib
import contextvars
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import warnings

from . import _arrow
from ._tables import groups, to_csv, write_rows

# What few answers need (servers, answers of several frames, files made in Python) is imported where it is needed.


class Error(Exception):
    """Why there is no answer: where it failed, what is wrong, why that matters, and what to do.

    kind is one of "invalid", "not found", "unreadable", "inconsistent", "not solved", "not written", "canceled",
    "too much", "internal error"; param is the parameter at fault.
    """

    def __init__(self, text, kind="internal error", param="", where="", what="", why="", fix="", **_):
        param = "--" + param if param else ""
        text, param, where, what, why, fix = (_spelled(t) for t in (text, param, where, what, why, fix))
        super().__init__(text)
        self.kind, self.param, self.where, self.what, self.why, self.fix = kind, param, where, what or text, why, fix


def _spelled(text):
    """A text of the program with its options as the parameters of functions."""
    return re.sub(r"--([a-z][a-z-]*)", lambda m: {"for": "for_"}.get(m[1], m[1].replace("-", "_")), text or "")


class Warning(UserWarning):  # noqa: A001
    """What makes an answer doubtful."""


_server = None  # (address, token) of the server that answers; None where the program does


def connect(address, token=None):
    """Ask the server at an address from now on; ``connect(None)`` asks the program again."""
    global _server
    _server = None if address is None else (address.rstrip("/"), token or os.environ.get("IKAT_TOKEN"))


_found = "Put it on the path, name it in the variable IKAT, or ask a server: ikat.connect(address)"


def program():
    """The path of the program ikat: the variable IKAT, this package, or the path; Error where it is nowhere."""
    named = os.environ.get("IKAT")
    if named and not shutil.which(named):
        raise Error("The variable IKAT names %s, and no program is there. Mend its path, or unset it where ikat is on "
                    "the path." % named, kind="not found", where="IKAT " + named, what="no program is there",
                    fix="Mend its path, or unset it where ikat is on the path")
    if named:
        return named
    ending = ".exe" if os.name == "nt" else ""
    inside = pathlib.Path(__file__).parent / "bin" / ("ikat" + ending)
    found = str(inside) if inside.exists() else shutil.which("ikat")
    if not found:
        raise Error("The program ikat was not found. %s." % _found, kind="not found",
                    what="the program ikat was not found", fix=_found)
    return found


def version():
    """The version of the program."""
    return subprocess.run([program(), "version"], capture_output=True, text=True, check=True).stdout.strip()


def ask(question, params, progress=None):
    """Answer a question: a frame, or a dict of frames by name where there are several.

    question is its declaration (command, address); params maps parameters to (value, form, argument), the value None
    where the default holds. progress is called with a stage and the share done.
    """
    given = [(name, *p) for name, p in params.items() if p[0] is not None]
    wanted, read = _wanted.get() or (("zip", _frames) if _several(given) else ("arrow", _arrow.read))
    if _server is not None:
        return read(_from_server(question, given, wanted))
    with contextlib.ExitStack() as stack:
        return read(_from_program(question, given, wanted, progress or _show, stack))


_wanted = contextvars.ContextVar("wanted", default=None)  # the format, and what reads it, where no frame is asked for


def _several(given):
    """Whether an answer may be several frames, as of several measures: an Arrow file holds one."""
    return any(argument and "," in ",".join(map(str, _listed(value, name))) for name, value, _, argument in given)


class Picture:
    """A picture of an answer, which notebooks draw; save writes it to a file (.svg)."""

    def __init__(self, svg):
        self.svg = svg

    def _repr_svg_(self):
        return self.svg

    def save(self, path):
        """Write the picture to a file."""
        with open(path, "w", encoding="utf-8") as out:
            out.write(self.svg)


def show(question, *args, **params):
    """The picture of an answer, as the pages draw it: ``ikat.show(ikat.chain, "CHN:c14", to="USA")``."""
    if _server is not None:
        raise Error("A server's addresses for programs give rows, and its pages the pictures. Ask the program: "
                    "ikat.connect(None).", kind="invalid")
    return _as("svg", lambda answer: Picture(answer.decode("utf-8")), question, args, params)


def arrow(question, *args, **params):
    """An answer as the bytes of an Arrow file, for programs other than pandas: ``polars.read_ipc(ikat.arrow(...))``,
    ``pyarrow.ipc.open_file(ikat.arrow(...)).read_all()``. Units, notes and sources are in the schema's metadata.
    """
    return _as("arrow", bytes, question, args, params)


def _as(wanted, read, question, args, params):
    before = _wanted.set((wanted, read))
    try:
        return question(*args, **params)
    finally:
        _wanted.reset(before)


def _from_program(question, given, wanted, progress, stack):
    arguments, flags = [], []
    for name, value, form, argument in given:
        texts = [_text(v, form, stack, name) for v in _listed(value, name)]
        if argument:
            arguments.append(",".join(texts))
        else:
            flags += ["--%s=%s" % (name, text) for text in texts]
    command = [program(), "--messages", "json", *question["command"], *flags, "--format", wanted, "--", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        said = []
        listener = threading.Thread(target=_listen, args=(process.stderr, said, progress))
        listener.start()
        try:
            import pandas  # noqa: F401  # while the program computes: half of what a short answer takes
            answer = process.stdout.read()
        except BaseException:
            process.terminate()
            raise
        finally:
            listener.join()
        code = process.wait()
    if said and "error" in said[-1]:
        raise Error(**{k: _unmade(v, stack) for k, v in said[-1]["error"].items()})
    if code != 0:
        raise Error("ikat ended with code %d" % code)
    for m in said:
        if "warning" in m:
            warnings.warn(_spelled(m["warning"]), Warning, stacklevel=4)
    return answer


def _listen(stream, said, progress):
    """Read the program's messages: progress is passed on, the rest is kept."""
    for line in stream:
        try:
            m = json.loads(line)
        except ValueError:
            m = {"warning": line.decode("utf-8", "replace").strip()}
        if "progress" in m:
            progress(m["progress"]["stage"], m["progress"]["done"])
        else:
            said.append(m)
    progress(None, 1)


_shown = False


def _show(stage, done):
    """Show progress in a notebook or on a terminal; elsewhere nothing."""
    global _shown
    if "ipykernel" not in sys.modules and not sys.stderr.isatty():
        return
    if stage is None:
        if _shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        _shown = False
        return
    _shown = True
    sys.stderr.write("\r\x1b[K%s%s" % (stage, "" if done < 0 else " %d%%" % round(100 * done)))
    sys.stderr.flush()


def _listed(value, name):
    """The values of a parameter; what is like a list (an index, a column, an array) is one."""
    if name == "group" and isinstance(value, dict):
        return groups(value)
    if isinstance(value, (list, tuple, set, range)) or (hasattr(value, "tolist") and getattr(value, "ndim", 0) == 1):
        return list(value)
    if hasattr(value, "to_list"):  # a column of polars
        return value.to_list()
    return [value]


def _text(value, form, stack, name=""):
    """A value as the program takes it. Tables and documents made in Python become files for as long as it runs."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if form == "table" and hasattr(value, "Z") and hasattr(value, "Y"):
        return to_csv(value, os.path.join(_folder(stack), "table.csv"))
    if form == "file" and not isinstance(value, (str, os.PathLike)):
        return _file(value, _folder(stack), name)
    if isinstance(value, dict):
        return json.dumps(value)
    return str(value)


def _folder(stack):
    """A folder for as long as the program runs."""
    import tempfile

    folder = stack.enter_context(tempfile.TemporaryDirectory())
    stack.made = [*getattr(stack, "made", []), folder]
    return folder


def _unmade(text, stack):
    """A message without the folders of files made in Python, of which nobody else knows."""
    for folder in getattr(stack, "made", []) if isinstance(text, str) else []:
        text = text.replace(folder + os.sep, "")
    return text


def _file(value, folder, name):
    """A document or rows made in Python as a file: a dict, a frame, quantities of pymrio, members of groups."""
    if isinstance(value, dict):
        path = os.path.join(folder, (name or "document") + ".yaml")
        with open(path, "w", encoding="utf-8") as out:
            json.dump(value, out)  # JSON is YAML
        return path
    return write_rows(value, os.path.join(folder, (name or "rows") + ".csv"))


def _from_server(question, given, wanted):
    import urllib.error
    import urllib.parse
    import urllib.request

    address, token = _server
    path, query = question["address"], []
    for name, value, form, argument in given:
        if form == "file" or hasattr(value, "Z"):
            raise Error("%s names a file, and a server reads none of yours. Ask the program, or add the table to the "
                        "server's." % name, kind="invalid", param=name)
        texts = [_text(v, form, None) for v in _listed(value, name)]
        if argument:
            path = path.replace("{" + name + "}", urllib.parse.quote(",".join(texts), safe=""))
        else:
            query += [(name, text) for text in texts]
    request = urllib.request.Request("%s%s?%s" % (address, path, urllib.parse.urlencode([*query, ("format", wanted)])))
    if token:
        request.add_header("Authorization", "Bearer " + token)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.read()
    except urllib.error.HTTPError as e:
        try:
            problem = json.loads(e.read())
        except ValueError:
            raise Error("%s answered %d %s" % (address, e.code, e.reason)) from e
        raise Error(problem.pop("detail", problem.get("what", "")), **problem) from None
    except urllib.error.URLError as e:
        fix = "Start ikat serve there, mend the address, or ask the program: ikat.connect(None)"
        raise Error("%s does not answer: %s. %s." % (address, e.reason, fix), kind="not found", where=address,
                    what="it does not answer: %s" % e.reason, fix=fix) from e


def _frames(answer):
    """The frames of a data package."""
    import zipfile

    import pandas

    out = {}
    with zipfile.ZipFile(io.BytesIO(answer)) as package:
        for r in json.loads(package.read("datapackage.json"))["resources"]:
            types = {f["name"]: _types[f["type"]] for f in r["schema"]["fields"]}
            frame = pandas.read_csv(io.BytesIO(package.read(r["path"])), dtype=types, keep_default_na=False,
                                    na_values={name: [""] for name, t in types.items() if t != "object"})
            for name, t in types.items():
                if t == "object":
                    frame[name] = _plain(frame[name])
            frame.attrs = {
                "title": r["title"],
                "columns": {f["name"]: {k: v for k, v in f.items() if k not in ("name", "type")}
                            for f in r["schema"]["fields"]},
                "notes": r["notes"] or [],
                "provenance": r["provenance"],
            }
            out[r["name"]] = frame
    return next(iter(out.values())) if len(out) == 1 else out


_types = {"number": "float64", "integer": "int64", "string": "object"}


def _plain(column):
    """Texts without the apostrophe that keeps a spreadsheet from computing them."""
    marked = column.str.match("'[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
    return column.where(~marked, column.str[1:]) if marked.any() else column
