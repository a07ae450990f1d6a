package matrix_test

import (
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/tablefile"
	"ikat/tablefile/matrix"
)

// madeUp writes a file as EMERGING's are: MATLAB 7.3 is HDF5 with matrices turned round and texts behind references.
// Flows are 1, 2, 3, ... in the order of MATLAB's rows; turned says whether z is stored as MATLAB does.
const madeUp = `
import sys, h5py, numpy as np
path, turned = sys.argv[1], sys.argv[2] == "1"
countries, sectors, finals = ["CHN", "VNM", "USA", "FRA"], ["001 Paddy rice", "002 Textiles"], \
    ["household", "government", "capital"]
n, m = 8, 12
z = np.arange(1.0, n * n + 1).reshape(n, n); f = 100 + np.arange(1.0, n * m + 1).reshape(n, m)
X = z.sum(1) + f.sum(1); va = X - z.sum(0)
with h5py.File(path, "w") as file:
    refs = file.create_group("#refs#")
    file["z"], file["f"], file["va"], file["X"] = (z.T if turned else z), f.T, va[None, :], X[None, :]
    for name, texts in ("country_list", countries), ("sector_list", sectors), ("final_list", finals):
        data = file.create_dataset(name, (1, len(texts)), dtype=h5py.ref_dtype)
        for i, text in enumerate(texts):
            data[0, i] = refs.create_dataset(name + str(i), data=np.array([[ord(c)] for c in text], dtype="u2")).ref
`

// The conversion of docs keeps the economies that are named, adds up the others, and tells by the accounts which way
// round flows are.
func TestEmergingIsConverted(t *testing.T) {
	python := ""
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import h5py").Run() == nil {
			python = name
		}
	}
	if python == "" {
		t.Skip("skipped: the conversion of EMERGING needs Python with h5py (Debian: python3-h5py)")
	}
	for _, turned := range []string{"0", "1"} {
		dir := t.TempDir()
		file, folder := filepath.Join(dir, "EMERGING_V2_2019.mat"), filepath.Join(dir, "emerging_2019")
		run(t, python, "-c", madeUp, file, turned)
		run(t, python, "../../docs/emerging.py", file, "VNM,CHN", folder)
		src, err := tablefile.OpenPath(folder)
		if err != nil {
			t.Fatal(err)
		}
		got, err := matrix.Format{}.Read(t.Context(), src, tablefile.Options{})
		src.Close()
		if err != nil {
			t.Fatal(err)
		}
		if got.Ref() != "emerging/2019" || !slices.Equal(got.Economies, []string{"VNM", "CHN", "ROW"}) ||
			!slices.Equal(got.Industries, []string{"001 Paddy rice", "002 Textiles"}) || len(got.Categories) != 3 {
			t.Errorf("%s %v %v %v", got.Ref(), got.Economies, got.Industries, got.Categories)
		}
		// Viet Nam's rows are MATLAB's third and fourth, its columns too: the third row starts at 17.
		if got.Z[0] != 19 || got.Z[2] != 17 || got.Z[4] != 21+23 || got.F[0] != 100+2*12+4 {
			t.Errorf("turned %s: flows %v, demand %v", turned, got.Z[:6], got.F[:3])
		}
		for j := range got.X { // columns add up
			sum := got.VA[j]
			for i := range got.X {
				sum += got.Z[i*len(got.X)+j]
			}
			if math.Abs(sum-got.X[j]) > 1e-9 {
				t.Errorf("column %d adds up to %v of %v", j, sum, got.X[j])
			}
		}
	}
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args[:1], " "), err, out)
	}
}
