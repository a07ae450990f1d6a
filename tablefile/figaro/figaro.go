// Package figaro reads Eurostat's FIGARO inter-country input-output tables, industry by industry or product by product,
// in the forms in which they are published:
//
//   - the matrix (matrix_eu-ic-io_ind-by-ind_24ed_2021.csv): a row and a column for each ECONOMY_INDUSTRY, a column for
//     each ECONOMY_CATEGORY, then rows W2_D21X31 to W2_B2A3G. That is the OECD layout with other rows at the end, and
//     package oecd reads it;
//   - what Eurostat's database gives (naio_10_fcp_ii4.tsv, or SDMX-CSV), see database.go;
//   - the flat file (flatfile_eu-ic-io_ind-by-ind_24ed_2021.csv): a line for each cell, with the columns refArea,
//     rowIi, counterpartArea, colIi and obsValue.
//
// Value added is the sum of compensation of employees (D1), other net taxes on production (D29X39)
// and gross operating surplus (B2A3G). Taxes less subsidies on products (D21X31), residents' purchases abroad (OP_RES)
// and purchases by non-residents (OP_NRES) stay in Table.Extra. Flows are in millions of euros.
package figaro

import (
	"bytes"
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/cells"
	"ikat/tablefile/flat"
	"ikat/tablefile/oecd"
)

// Format reads the layout; it is a tablefile.Format.
type Format struct{}

// ID returns "figaro".
func (Format) ID() string { return "figaro" }

// Label says what the format is.
func (Format) Label() string {
	return "Eurostat FIGARO: CSV matrix or flat file, industry by industry or product by product"
}

// Detect looks for the column names of a flat file, the first cell of a matrix, or the codes of its final demand.
func (Format) Detect(src *tablefile.Source) tablefile.Match {
	expected := "expected a CSV file that starts with rowLabels, or one with columns refArea, counterpartArea " +
		"and obsValue"
	if src.Files != nil {
		return tablefile.Match{Saw: expected}
	}
	if what, text := tablefile.Describe(src.Head); !text {
		return tablefile.Match{Saw: expected + ", not " + what}
	}
	if d, ok := databaseForm(src.Head); ok {
		return tablefile.Match{Sure: tablefile.Signature, Saw: "a file of Eurostat's database with c_orig and c_dest",
			Years: d.yearsIn(src.Head), Last: d.period < 0}
	}
	first := flat.Header(src.Head)
	if _, ok := findColumns(first); ok {
		return tablefile.Match{Sure: tablefile.Signature, Saw: "a flat file with columns refArea to obsValue"}
	}
	label, _, _ := cells.Next(first, 0, ',')
	switch {
	case strings.EqualFold(string(label), "rowLabels"):
		// Before the OECD reader, which can read it too but knows nothing of its rows.
		return tablefile.Match{Sure: tablefile.Signature, Saw: fault.Say("a matrix whose first cell is %s", string(label))}
	case isDemand(first, "_P3_S13") && isDemand(first, "_P3_S14") && isDemand(first, "_P51G"):
		return tablefile.Match{Sure: tablefile.Signature, Saw: "a matrix with FIGARO's codes of final demand"}
	}
	return tablefile.Match{Saw: expected}
}

// isDemand holds where a label of a line ends with a code of final demand.
func isDemand(line []byte, code string) bool {
	i := bytes.Index(line, []byte(code))
	return i > 0 && (i+len(code) == len(line) || line[i+len(code)] == ',' || line[i+len(code)] == '"')
}

// Read reads a table in either form.
func (f Format) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	var t *icio.Table
	var err error
	if d, ok := databaseForm(src.Head); ok {
		t, err = readDatabase(ctx, src, d, opt)
	} else if _, ok := findColumns(flat.Header(src.Head)); ok && src.Files == nil {
		t, err = readFlat(ctx, src, opt)
	} else {
		t, err = oecd.Format{}.Read(ctx, src, opt)
	}
	if err != nil {
		return nil, err
	}
	if !addUp(t) {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name,
			What: fault.Say("the rows of value added (%s) are not all there", strings.Join(components, ", ")),
			Why:  "They stand below the industries; the file is probably cut short", Fix: "Get the file again"}
	}
	_, year := tablefile.NameYear(src.TextName())
	t.Year = cmp.Or(opt.Year, t.Year, year)
	Describe(t, src)
	t.SHA256, err = src.SHA256()
	return t, err
}

var editions = regexp.MustCompile(`(?i)(?:^|[^0-9])(\d\d)ed(?:[^a-z]|$)`)

// Describe fills in what is known of a FIGARO table, the year apart. The edition is that of the file's name, 24ed, as
// in figaro24ed; products are told from industries by their codes.
func Describe(t *icio.Table, src *tablefile.Source) {
	t.Name, t.Publisher = "figaro", "Eurostat"
	if m := editions.FindStringSubmatch(src.Name + "/" + src.TextName()); m != nil {
		t.Edition = "20" + m[1]
		t.Name += m[1] + "ed"
	}
	if strings.HasPrefix(t.Industries[0], "CPA_") || strings.Contains(strings.ToLower(src.TextName()), "prod-by-prod") {
		t.Name += "-prod"
	}
	t.Currency, t.Unit, t.Valuation = "EUR", "million", "basic prices, current"
	t.Source = "Eurostat FIGARO, " + src.Name
	t.Citation = "Eurostat, FIGARO inter-country supply, use and input-output tables (state the edition)"
}

// demand are FIGARO's codes of final demand, P3_S14 or P51G, which no industry has (education is P85).
var demand = regexp.MustCompile(`^P[3-7]`)

// tableOf is the table that a file with a line a cell holds.
func tableOf(m *flat.Matrix) (*icio.Table, error) {
	b, err := m.Blocks()
	if err == nil {
		err = demandOnly(b)
	}
	if err != nil {
		return nil, err
	}
	return b.Table()
}

// demandOnly checks that no industry without rows is taken for final demand.
func demandOnly(b *blocks.Blocks) error {
	for _, l := range b.Demand {
		if !demand.MatchString(l.Part) {
			return &fault.Error{Kind: fault.Unreadable, Where: b.File,
				What: fault.Say("there is a column %s and no such row", l.String()),
				Why:  "It is none of FIGARO's codes of final demand; the file is probably cut short", Fix: "Get the file again"}
		}
	}
	return nil
}

// components are the rows that make up value added, without the area that some editions put before them.
var components = []string{"D1", "D29X39", "B2A3G"}

// addUp makes value added of its components and tells whether they are all there.
func addUp(t *icio.Table) bool {
	found := 0
	var rest []icio.Row
	var va, demand []float64
	for _, r := range t.Extra {
		code := r.Code[strings.IndexByte(r.Code, '_')+1:]
		if !slices.Contains(components, code) {
			rest = append(rest, r)
			continue
		}
		found++
		va, demand = plus(va, r.Use), plus(demand, r.FD)
	}
	if found != len(components) {
		return false
	}
	t.VA, t.Reported.VA = va, va
	if slices.ContainsFunc(demand, func(v float64) bool { return v != 0 }) {
		rest = append(rest, icio.Row{Code: "VA_FD", Use: make([]float64, len(va)), FD: demand})
	}
	t.Extra = rest
	return true
}

func plus(sum, v []float64) []float64 {
	if sum == nil {
		return v
	}
	out := slices.Clone(sum)
	for i := range v {
		out[i] += v[i]
	}
	return out
}
