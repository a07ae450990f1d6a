package question

import (
	"os"
	"slices"

	"ikat/border"
	"ikat/engine"
	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/leontief"
	"ikat/tablefile"
)

// Parameters that several questions share. A question copies them and may change what is its own.

// NewestTable says in words which table the command line asks where none is named.
const NewestTable = "the one of ikat use, else the newest at hand that has the economy"

// OneTable names one table.
var OneTable = Param{
	Name:    "table",
	Short:   "t",
	Doc:     "table: NAME/YEAR of one at hand, or on the command line the path of a file",
	Form:    Table,
	Default: engine.UsualTable,
	Example: engine.UsualTable,
	Named:   true,
}

// Tables are the choices with which tables become systems.
var Tables = []Param{
	{
		Name:  "table",
		Short: "t",
		Doc: "tables: NAME/YEAR, NAME/* for all its years, or on the command line the path of a file; " +
			"several are stacked under a year column",
		Form:    Table,
		Many:    Joined,
		Default: engine.UsualTable,
		Example: engine.UsualTable,
		Named:   true,
	},
	Groups, GroupFile, ValueAdded,
}

// Satellite is a file of quantities that go with output.
var Satellite = Param{
	Name: "satellite",
	Doc: "CSV of quantities by sector (jobs, emissions, ...): economy,industry,NAME,...; units in the second row; " +
		"a first column year for several tables; or the name of jobs or emissions that are kept (ikat tables get)",
	Form: File,
	Kept: []string{"jobs", "emissions"},
}

// OneSystem are the choices with which one table becomes a system.
var OneSystem = []Param{OneTable, Groups, GroupFile, ValueAdded}

var (
	// Groups take economies together.
	Groups = Param{
		Name: "group",
		Doc: "take economies as one, whose internal trade is not exports: NAME=CODE,CODE,..., or a known group " +
			"(ASEAN, RCEP/2024); repeat it for several",
		Form:    Group,
		Many:    Repeated,
		Example: "NAFTA=USA,CAN,MEX",
	}
	// GroupFile is a file of groups.
	GroupFile = Param{Name: "group-file", Doc: "groups from a CSV with the header group,economy", Form: File}
	// ValueAdded says what value added is.
	ValueAdded = Param{
		Name:    "value-added",
		Doc:     "value added: residual (output less inputs) or reported (the table's own row)",
		Form:    Text,
		Values:  []string{"residual", "reported"},
		Default: string(leontief.Residual),
		Example: "reported",
	}
	// With sets others beside the economy that a question is about.
	With = Param{
		Name:    "with",
		Doc:     "set these beside it, five in all at most: codes, names, or groups as medians of their members",
		Form:    Economy,
		Many:    Joined,
		Most:    4,
		Example: "CHN,JPN",
		Words:   true,
		Named:   true,
	}
	// KeepEconomies, KeepPartners and KeepIndustries choose rows.
	KeepEconomies = Param{
		Name:    "economy",
		Doc:     "keep only these economies",
		Form:    Economy,
		Many:    Joined,
		Example: "IDN,IND",
		Named:   true,
	}
	KeepPartners = Param{
		Name:    "partner",
		Doc:     "keep only these partners, where the level has some",
		Form:    Economy,
		Many:    Joined,
		Example: "CHN",
	}
	KeepIndustries = Param{
		Name:    "industry",
		Doc:     "keep only these industries, where the level has some",
		Form:    Industry,
		Many:    Joined,
		Example: "c14",
	}
	// Statistics are files of firm-size statistics.
	Statistics = Param{
		Name: "stats",
		Doc:  "statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in ones about the same",
		Form: File,
		Many: Repeated,
		Kept: []string{"firm sizes"},
	}
)

// Border are the choices of what borders cost.
var Border = []Param{
	{
		Name:  "border",
		Short: "b",
		Doc: "border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009, doing-business-2010, " +
			"doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time sensitivity too, or the name of tariffs " +
			"that are kept (ikat tables get); may be repeated (default: the nearest to the table's year, else the newest)",
		Form:    Borders,
		Many:    Repeated,
		Kept:    []string{"tariffs"},
		Example: "doing-business-2020/2019",
	},
	{
		Name:    "theta",
		Doc:     "cost of a day, per cent of a good's value; several make a range",
		Form:    Share,
		Many:    Joined,
		Most:    10,
		Says:    "by industry, low, central and high",
		Example: "0.2%,0.8%",
	},
	{
		Name:    "container-value",
		Doc:     "value of the goods in a container, US$",
		Form:    Number,
		Min:     1,
		Max:     1e9,
		Says:    "by industry, low, central and high",
		Example: "20000",
	},
}

// ChainBorder are the choices of what borders cost chains through a table.
var ChainBorder = Join(Border, []Param{
	{
		Name: "missing",
		Doc: "economies without border data: members (a group of economies is as those in it, an economy as in the nearest " +
			"year, or as the OECD's high-income mean), oecd (the latter for all), value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, " +
			"mean[:CODE,...], exclude, error",
		Form:    Text,
		Default: border.Members,
		Example: "oecd",
	},
	{
		Name: "borderless",
		Doc: "economies without borders among themselves: eu (its members in the table's year), none, or CODE,CODE,...; " +
			"repeat it for several sets",
		Form:    Text,
		Many:    Repeated,
		Most:    20,
		Default: "eu",
		Example: "eu",
	},
	{
		Name:    "goods",
		Doc:     "industries whose sales pass border procedures (default: those that make goods)",
		Form:    Industry,
		Many:    Joined,
		Example: "c4,c14",
	},
	{
		Name:    "benchmark",
		Doc:     "what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean",
		Form:    Text,
		Default: "frontier",
		Example: "SGP",
	},
})

// Join makes a list of parameters of several.
func Join(lists ...[]Param) []Param {
	var out []Param
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// Some returns the parameters of those names.
func Some(list []Param, names ...string) []Param {
	var out []Param
	for _, p := range list {
		if slices.Contains(names, p.Name) {
			out = append(out, p)
		}
	}
	return out
}

// Options returns the choices with which a table becomes a system.
//
// Error: fault.Invalid for a group that is none; fault.NotFound and Invalid for the file of groups.
func (v *Values) Options() (engine.Options, error) {
	groups, err := engine.ParseGroups(v.All("group"))
	if err != nil {
		return engine.Options{}, err
	}
	if path := v.One("group-file"); path != "" {
		more, err := readGroups(path)
		if err != nil {
			return engine.Options{}, err
		}
		groups = append(groups, more...)
	}
	return engine.Options{Groups: groups, Basis: engine.Basis(v.One("value-added"))}, nil
}

// Text returns the text of a document that is given as a file or as it stands, and what to call it in messages.
//
// Error: fault.Invalid where neither is given, or both; fault.NotFound for a file that cannot be read.
func (v *Values) Text(file, document string) (name, text string, err error) {
	path, text := v.One(file), v.One(document)
	switch {
	case path != "" && text != "":
		return "", "", &fault.Error{
			Kind:  fault.Invalid,
			Param: document,
			What:  "it is given beside a file",
			Fix:   "Give one of the two",
		}
	case path != "":
		name, data, err := ReadFile(path)
		if err != nil {
			return "", "", err
		}
		return name, string(data), nil
	case text == "" && v.Local:
		return "", "", &fault.Error{Kind: fault.Invalid, Param: file, What: "it is missing",
			Fix: "Name a file; the help shows what one holds"}
	case text == "":
		return "", "", &fault.Error{Kind: fault.Invalid, Param: document, What: "it is missing",
			Fix: fault.Say("Give the text of a file such as this:\n%s", v.param(document).Example)}
	}
	return document, text, nil
}

// Open opens a file that an asker names.
//
// Error: fault.NotFound and Unreadable with what to do.
func Open(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, tablefile.OpenError(path, err)
	}
	return f, nil
}

// ReadFile reads a file, or standard input where the name is "-"; it says what to call it in messages.
//
// Error: as of Open.
func ReadFile(path string) (string, []byte, error) {
	if path == "-" {
		data, err := csvtext.Whole(os.Stdin)
		name := fault.Say("%s", fault.Word("standard input"))
		return name, data, unread(name, err)
	}
	f, err := Open(path)
	if err != nil {
		return path, nil, err
	}
	defer f.Close()
	data, err := csvtext.Whole(f)
	return path, data, unread(path, err)
}

// unread says why a file that is open gave no text; nil where it gave one.
func unread(name string, err error) error {
	if err == nil {
		return nil
	}
	return tablefile.OpenError(name, err)
}

// ReadText is ReadFile for whom messages need no other name.
func ReadText(path string) ([]byte, error) {
	_, data, err := ReadFile(path)
	return data, err
}

// readGroups reads a file of groups; a group's members may stand on any lines.
func readGroups(path string) ([]engine.Group, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	pairs, err := tablefile.ReadGroups(f, path)
	if err != nil {
		return nil, err
	}
	var out []engine.Group
	number := map[string]int{}
	for _, p := range pairs {
		g, ok := number[p.Group]
		if !ok {
			g = len(out)
			number[p.Group] = g
			out = append(out, engine.Group{Code: p.Group})
		}
		out[g].Members = append(out[g].Members, p.Code)
	}
	return out, nil
}
