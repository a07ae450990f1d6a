"""The client against the program: python -m unittest, with the program in the variable IKAT or on the path."""

import inspect
import os
import subprocess
import tempfile
import threading
import unittest
import urllib.request
import warnings

import numpy
import pandas

import ikat


class Table:
    """A table as pymrio has it."""

    name = "two"

    def __init__(self, z, y, x=None, unit=None):
        self.Z, self.Y, self.x, self.unit = z, y, x, unit


class Extension:
    """Quantities as pymrio has them."""

    def __init__(self, f, unit):
        self.F, self.unit = f, unit


class Polars:
    """What the client asks of a frame of polars."""

    def __init__(self, rows):
        self.rows = rows

    def write_csv(self, path):
        self.rows.to_csv(path, index=False)


class Arrow:
    """What the client asks of a table of pyarrow."""

    def __init__(self, rows):
        self.rows = rows

    def to_pandas(self):
        return self.rows


class Answers(unittest.TestCase):
    def test_rows_with_units_and_sources(self):
        f = ikat.measure("bm", economy=["IDN", "IND"], table="apx/2008")
        self.assertEqual(list(f["exporter"]), ["IDN", "IND"])
        self.assertAlmostEqual(f["gexp"][0], 149550, delta=0.5)
        self.assertEqual(f.attrs["columns"]["gexp"]["unit"], "million USD")
        self.assertEqual(f.attrs["columns"]["gexp"]["kind"], "accounting")
        self.assertEqual(f.attrs["provenance"]["sources"][0]["table"], "apx/2008")

    def test_pictures(self):
        p = ikat.show(ikat.chain, "CHN:c14", to="USA", table="apx/2008")
        self.assertTrue(p._repr_svg_().startswith("<svg") and p.svg.rstrip().endswith("</svg>"))
        with tempfile.TemporaryDirectory() as folder:
            p.save(os.path.join(folder, "chain.svg"))
            with open(os.path.join(folder, "chain.svg"), encoding="utf-8") as f:
                self.assertEqual(f.read(), p.svg)
        self.assertEqual(len(ikat.measure("bm", economy="IDN")), 1)  # rows again

    def test_arrow_for_other_programs(self):
        answer = ikat.arrow(ikat.measure, "bm", economy=["IDN", "IND"], table="apx/2008")
        self.assertTrue(answer.startswith(b"ARROW1") and answer.endswith(b"ARROW1"))
        want = ikat.measure("bm", economy=["IDN", "IND"], table="apx/2008")
        got = ikat._arrow.read(answer)
        pandas.testing.assert_frame_equal(got, want)
        self.assertEqual(got.attrs, want.attrs)

    def test_errors_speak_of_parameters(self):
        with self.assertRaises(ikat.Error) as e:
            ikat.rank(cut="abc")
        self.assertEqual(e.exception.param, "cut")
        self.assertNotIn("--", str(e.exception) + e.exception.fix)
        with self.assertRaises(ikat.Error) as e:
            ikat.chain("CHN:c14", to="USA", container_value="x")
        self.assertEqual(e.exception.param, "container_value")

    def test_several_lists_of_rows(self):
        f = ikat.measure(["bm", "exports"], economy="IDN")
        self.assertEqual(sorted(f), ["bm", "exports"])

    def test_codes_stay_texts_and_empty_cells_stay_empty(self):
        f = ikat.measure("bm", level="bilateral", economy="IDN")
        self.assertEqual(f["importer"].dtype, object)
        self.assertFalse((f["importer"] == "").any())

    def test_scenario_from_a_dict(self):
        f = ikat.simulate({"scenarios": [{"name": "cut", "changes": [
            {"exporter": "CHN", "importer": "IDN", "industry": "c14", "iceberg": "-5%"}]}]})
        self.assertTrue(len(f) > 0)

    def test_table_of_pandas_frames_gives_the_same_answer(self):
        parts = ikat.export_table("apx/2008")
        own = Table(**{"z": parts["Z"], "y": parts["Y"], "x": parts["x"]})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            got = ikat.measure("bm", table=own)
        want = ikat.measure("bm", table="apx/2008")
        self.assertEqual(list(got["exporter"]), list(want["exporter"]))
        numpy.testing.assert_allclose(got["dva"], want["dva"], rtol=1e-9)

    def test_unit_of_a_table(self):
        parts = ikat.export_table("apx/2008")
        unit = pandas.DataFrame({"unit": ["M.EUR"] * len(parts["Z"])}, index=parts["Z"].index)
        own = Table(parts["Z"], parts["Y"], unit=unit)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.assertEqual(ikat.measure("exports", table=own).attrs["columns"]["gexp"]["unit"], "million EUR")

    def test_units_in_other_programs_words(self):
        parts = ikat.export_table("apx/2008")
        for words, want in {"Mill USD": "million USD", "1000 EUR": "thousand EUR", "10^6 EUR": "million EUR"}.items():
            unit = pandas.DataFrame({"unit": [words] * len(parts["Z"])}, index=parts["Z"].index)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                got = ikat.measure("exports", table=Table(parts["Z"], parts["Y"], unit=unit))
            self.assertEqual(got.attrs["columns"]["gexp"]["unit"], want)

    def test_groups_from_dicts_and_frames(self):
        want = ikat.measure("bm", table="apx/2008", group=["NAFTA=USA,CAN,MEX", "EAST=CHN,JPN"])
        members = {"NAFTA": ["USA", "CAN", "MEX"], "EAST": ["CHN", "JPN"]}
        of = {m: g for g, listed in members.items() for m in listed}
        pandas.testing.assert_frame_equal(ikat.measure("bm", table="apx/2008", group=members), want)
        pandas.testing.assert_frame_equal(ikat.measure("bm", table="apx/2008", group=of), want)
        sparse = pandas.DataFrame({"original": list(of), "aggregated": list(of.values())})  # as country_converter has it
        full = pandas.crosstab(sparse["original"], sparse["aggregated"])
        for frame in (sparse, full):
            got = ikat.measure("bm", table="apx/2008", group_file=frame).set_index("exporter")
            self.assertEqual(set(got.index), set(want["exporter"]))
            numpy.testing.assert_allclose(got.loc[["NAFTA", "EAST"], "dva"], want.set_index("exporter").loc[
                ["NAFTA", "EAST"], "dva"])

    def test_economies_from_a_column(self):
        want = ikat.measure("bm", table="apx/2008", economy=["IDN", "IND"])
        for economies in (pandas.Series(["IDN", "IND"]), numpy.array(["IDN", "IND"]), pandas.Index(["IDN", "IND"])):
            pandas.testing.assert_frame_equal(ikat.measure("bm", table="apx/2008", economy=economies), want)

    def test_satellites_of_pymrio(self):
        parts = ikat.export_table("apx/2008")
        own = Table(parts["Z"], parts["Y"], parts["x"])
        jobs = Extension(parts["x"].T.set_axis(["jobs"]) / 50, pandas.DataFrame({"unit": ["persons"]}, ["jobs"]))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            f = ikat.measure("footprint", table=own, satellite=jobs)
        self.assertAlmostEqual(f["production"].sum(), parts["x"].to_numpy().sum() / 50, delta=1e-6 * f["production"].sum())
        self.assertEqual(set(f["indicator"]), {"jobs (persons)"})

    def test_rows_of_other_frames(self):
        rows = pandas.DataFrame({"group": ["NAFTA"] * 3, "economy": ["USA", "CAN", "MEX"]})
        want = ikat.measure("bm", table="apx/2008", group_file=rows)
        for other in (Polars(rows), Arrow(rows)):
            pandas.testing.assert_frame_equal(ikat.measure("bm", table="apx/2008", group_file=other), want)
        with self.assertRaises(TypeError):
            ikat.measure("bm", table="apx/2008", group_file=3)

    def test_arrow_says_what_the_package_says(self):
        asked = (lambda: ikat.measure("bm", table="apx/2008", level="bilateral-sector"),
                 lambda: ikat.measure("tiva", level="sector"),
                 lambda: ikat.economies(),
                 lambda: ikat.smes(),
                 lambda: ikat.ready(answers="persons: 45\nlacks: [smeta]\n", buyer="garments_eu_us"),
                 lambda: ikat.requirements("iso9001"))
        for ask in asked:
            got = ask()
            before = ikat._ask._wanted.set(("zip", ikat._ask._frames))
            try:
                want = ask()
            finally:
                ikat._ask._wanted.reset(before)
            pandas.testing.assert_frame_equal(got, want, rtol=1e-14)  # pandas reads CSV to the last digit but one
            self.assertEqual(got.attrs, want.attrs)

    def test_progress(self):
        said = []
        ikat.rank(top=2, progress=lambda stage, done: said.append(stage))
        self.assertIn(None, said)  # the end

    def test_warnings(self):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            ikat.rank(**{"for_": "IDN"})
        self.assertTrue(all(issubclass(w.category, ikat.Warning) for w in caught))


class Errors(unittest.TestCase):
    def test_nobody_to_ask(self):
        before = os.environ.get("IKAT")
        try:
            os.environ["IKAT"] = "/nowhere/ikat"
            with self.assertRaises(ikat.Error) as caught:
                ikat.measure("bm")
        finally:
            os.environ.pop("IKAT")
            if before is not None:
                os.environ["IKAT"] = before
        self.assertIn("/nowhere/ikat", caught.exception.where)
        self.assertTrue(caught.exception.fix)
        ikat.connect("http://127.0.0.1:1")
        try:
            with self.assertRaises(ikat.Error) as caught:
                ikat.measure("bm")
        finally:
            ikat.connect(None)
        self.assertIn("ikat serve", caught.exception.fix)

    def test_documents_made_here_are_named_for_their_parameter(self):
        with self.assertRaises(ikat.Error) as caught:
            ikat.simulate({"a": 1})
        self.assertRegex(str(caught.exception), r"^[a-z-]+\.yaml, line 1: there is no field")

    def test_parts(self):
        with self.assertRaises(ikat.Error) as e:
            ikat.measure("bm", level="sectr")
        self.assertEqual((e.exception.kind, e.exception.param), ("invalid", "level"))
        self.assertIn("sector", e.exception.fix)

    def test_program_missing(self):
        kept = {k: os.environ.pop(k, None) for k in ("IKAT", "PATH")}
        try:
            os.environ["PATH"] = "/nowhere"
            with self.assertRaises(ikat.Error) as e:
                ikat.measure("bm")
            self.assertEqual(e.exception.kind, "not found")
        finally:
            for k, v in kept.items():
                os.environ.pop(k, None)
                if v is not None:
                    os.environ[k] = v


class Functions(unittest.TestCase):
    def test_every_parameter_is_explained(self):
        for name in ikat.questions.__all__:
            f = getattr(ikat, name)
            doc = inspect.getdoc(f)
            for p in inspect.signature(f).parameters:
                self.assertTrue(p == "progress" or ("\n%s : " % p) in doc, "%s: %s" % (name, p))


class Server(unittest.TestCase):
    """The same answers from a server."""

    @classmethod
    def setUpClass(cls):
        cls.process = subprocess.Popen([ikat.program(), "serve", "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        cls.address = None
        lines = []
        for line in cls.process.stdout if cls.process.stdout else []:
            lines.append(line)
            words = [w for w in line.split() if w.startswith("http://")]
            if words:
                cls.address = words[0].rstrip("/.")
                break
        threading.Thread(target=cls.process.stdout.read, daemon=True).start()
        threading.Thread(target=cls.process.stderr.read, daemon=True).start()
        ikat.connect(cls.address)

    @classmethod
    def tearDownClass(cls):
        ikat.connect(None)
        cls.process.terminate()
        cls.process.communicate()

    def test_same_rows(self):
        got = ikat.measure("bm", economy=["IDN", "IND"], table="apx/2008")
        ikat.connect(None)
        want = ikat.measure("bm", economy=["IDN", "IND"], table="apx/2008")
        ikat.connect(self.address)
        pandas.testing.assert_frame_equal(got, want, check_exact=True)

    def test_errors(self):
        with self.assertRaises(ikat.Error) as e:
            ikat.measure("bm", level="sectr")
        self.assertEqual(e.exception.param, "level")

    def test_files_stay_here(self):
        with self.assertRaises(ikat.Error):
            ikat.measure("bm", satellite="jobs.csv")


if __name__ == "__main__":
    unittest.main()
