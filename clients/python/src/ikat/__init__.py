"""ikat: value added in trade, border costs along chains, and small firms, from input-output tables.

Every question of ikat is a function here, and its answer a pandas DataFrame:

    >>> import ikat
    >>> ikat.measure("bm", economy=["IDN", "IND"])

Units, definitions, notes and sources of an answer are in its ``attrs``. The answers are computed by the program ikat,
found in the variable IKAT, in this package or on the path, or by a server: ``ikat.connect("http://localhost:8080")``.
"""

from ._ask import Error, Picture, Warning, arrow, connect, program, show, version
from ._tables import export_table, to_csv
from .questions import *  # noqa: F401,F403
from .questions import __all__ as _questions

__all__ = ["Error", "Picture", "Warning", "arrow", "connect", "program", "show", "version", "export_table", "to_csv",
           *_questions]
