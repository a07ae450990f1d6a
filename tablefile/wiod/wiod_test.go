package wiod_test

import (
	"fmt"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/adb"
	"ikat/tablefile/tablefiletest"
	"ikat/tablefile/wiod"
)

var codes = []string{"TXSP", "EXP_adj", "IntTTM"}

func extras(t *icio.Table) {
	for i := range t.Extra {
		t.Extra[i].Code = codes[i]
		if t.Extra[i].FD == nil {
			t.Extra[i].FD = make([]float64, t.G()*t.K())
		}
	}
}

// release2013 has industries c1, c2, ...
func release2013(t *icio.Table) {
	extras(t)
	for i := range t.Industries {
		t.Industries[i] = fmt.Sprintf("c%d", i+1)
	}
}

func write(sheet, file string, t *icio.Table) (string, []byte, error) {
	form := tablefiletest.WIOD{
		Title: []string{"Intercountry Input-Output Table", "(industry-by-industry) & so on"},
		Codes: true, Total: "TOT", VA: "r70", GO: "r73", Extra: map[string]string{"TXSP": "r66", "EXP_adj": "r67",
			"IntTTM": "r71"},
		Number: func(sector, row bool, i int) string {
			switch {
			case !sector:
				i += 36
			case row:
				return fmt.Sprintf("r%d", i+1)
			}
			return fmt.Sprintf("c%d", i+1)
		},
	}
	data, err := tablefiletest.Workbook(sheet, form.Rows(t))
	return file, data, err
}

var suite2013 = tablefiletest.Suite{
	Format: wiod.Format{},
	Adapt:  release2013,
	Write: func(t *icio.Table) (string, []byte, error) {
		return write("WIOT_2008", "WIOT08_ROW_Apr12.xlsx", t)
	},
}

var suite2016 = tablefiletest.Suite{
	Format: wiod.Format{},
	Adapt:  extras,
	Write: func(t *icio.Table) (string, []byte, error) {
		return write("2014", "WIOT2014_Nov16_ROW.xlsx", t)
	},
}

func TestRelease2013(t *testing.T) { tablefiletest.Run(t, suite2013) }

func TestRelease2016(t *testing.T) { tablefiletest.Run(t, suite2016) }

func FuzzRead(f *testing.F) { tablefiletest.Fuzz(f, suite2016) }

// A workbook that was saved under other names is known by its columns' numbers, the ADB's from these by their final
// demand.
func TestSheetUnderAnotherName(t *testing.T) {
	want := tablefiletest.Table().Example(5)
	extras(want)
	want.Categories = want.Categories[:1]
	want.F = want.F[:want.Sectors()*want.G()]
	for i := range want.Extra {
		want.Extra[i].FD = want.Extra[i].FD[:want.G()]
	}
	_, data, err := write("Sheet1", "", want)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("mine_2010.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	sure := tablefile.No
	if want.Sectors() > 1 {
		sure = tablefile.Signature
	}
	if m := (wiod.Format{}).Detect(src); m.Sure != sure {
		t.Errorf("%d sectors: %+v", want.Sectors(), m)
	}
	if m := (adb.Format{}).Detect(src); m.Sure != tablefile.No {
		t.Errorf("%+v", m)
	}
}
