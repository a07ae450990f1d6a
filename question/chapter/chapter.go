// Package chapter holds the question about the tables of the UN chapter that ikat answers to.
package chapter

import (
	"context"
	"strconv"

	"ikat/printed"
	"ikat/question"
	"ikat/question/products"
)

// Source shows a table of the chapter beside what the data give.
var Source = &question.Question{
	ID: "source", Tag: "Source document", Label: "A table of the source document as it prints it, beside what the " +
		"data at hand give",
	Asks: "What does the source document print, and what do the data at hand give?",
	Doc: `Show a table of the document that ikat answers to, cell by cell as printed, beside what the tables at hand and
the built-in data
give: 12 and 13 on small and medium firms, 14 on border procedures, 15 on trade within East Asia in machinery. Notes
say what differs
and why.

` + printed.Document,
	Params: question.Join([]question.Param{
		{
			Name:     "number",
			Doc:      "number of the table in the document",
			Form:     question.Text,
			Values:   numbers(),
			Example:  "15",
			Argument: true,
			Required: true,
			Named:    true,
		},
		question.OneTable,
		{
			Name:    "industry",
			Doc:     "table 15: industries of the table that make machinery (default: what its codes say)",
			Form:    question.Industry,
			Many:    question.Joined,
			Example: "c13,c14,c15",
		},
		{
			Name:    "bloc",
			Doc:     "table 15: a bloc's members: NIEs3=KOR,SGP,TWN (default: HKG, KOR, SGP, whose figures they are)",
			Form:    question.Group,
			Many:    question.Repeated,
			Most:    len(eastAsia),
			Example: "NIEs3=KOR,SGP,TWN",
		},
	}, byProduct()),
	Examples: []question.Example{
		{Args: "source 15", Gives: "trade within East Asia, beside the built-in table"},
		{Args: "source 15 --table wiod2013/2005", Gives: "beside another one, in the years nearest to 1990 and 2005"},
		{Args: "source 15 --trade baci_hs92/*", Gives: "beside trade by product, parts told from final goods by BEC"},
		{Args: "source 15 --trade comtrade_s3/* --classes SITC3-BEC4.csv", Gives: "of another classification"},
		{Args: "source 14 --format csv -o table14.csv", Gives: "into a file"},
	},
	RestsOn: everyTable,
	Answer:  sourced,
}

func numbers() []string {
	var out []string
	for _, n := range printed.Numbers {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

// everyTable lists all tables: the nearest years of a name are taken.
func everyTable(r *question.Request) ([]string, error) {
	entries, err := r.Engine.Tables()
	var out []string
	for _, e := range entries {
		out = append(out, e.Ref())
	}
	return out, err
}

// byProduct are the choices of trade by product, which table 15 can stand beside.
func byProduct() []question.Param {
	out := question.Some(products.TradeParams, "trade", "reported")
	out[0].Default, out[0].Says = "", "table 15: none, tables stand beside it"
	classes := question.Some(products.Products.Params, "classes")[0]
	classes.Doc = "table 15: CSV that tells parts from final goods: a classification and BEC4, or and goods (parts, " +
		"final); repeat it for two that meet"
	return append(out, classes)
}

func sourced(ctx context.Context, r *question.Request) (*question.Answer, error) {
	return question.Rows(
		Beside(
			ctx,
			r.Engine,
			Request{Number: r.Whole("number"), Table: r.One("table"), Industries: r.All("industry"),
				Trade: r.All("trade"), Reported: r.One("reported"), Blocs: r.All("bloc"), Classes: r.All("classes")},
			r.Progress,
		),
	)
}
