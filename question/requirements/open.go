// Package requirements holds the questions about what buyers ask of suppliers beyond price: what a firm lacks and the
// way to a buyer, what stops the firms of a survey, which programmes an agency should launch, and what a contract does
// to a firm's cash.
package requirements

import (
	"bytes"
	"context"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/question"
	"ikat/requirement"
	"ikat/share"
	"ikat/tablefile"
	"ikat/tablefile/xlsx"
)

const tag = "Requirements"

// buyersForm is a buyer's sheet: one that the program carries, or a file.
var buyersForm = &question.Form{Name: "buyer's sheet", Type: "string",
	Carried: func(v string) bool {
		_, err := requirement.FindSheet(v)
		return err == nil
	},
	Complete: func(context.Context, *engine.Engine, string) (out []string) {
		for _, s := range requirement.Sheets() {
			out = append(out, s.Buyer+"\t"+strings.ReplaceAll(s.Buyer, "_", " "))
		}
		return out
	},
}

// buyer, sheet, more and bundles are what several questions ask.
var (
	buyer = question.Param{Name: "buyer", Doc: "what the buyer asks: the name of a sheet that ikat carries " +
		"(vegetables_eu, garments_eu_us, vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), " +
		"or a file (docs/schema/buyers.md), CSV or a workbook", Form: buyersForm, Example: "garments_eu_us", Named: true}
	sheet = question.Param{Name: "sheet", Doc: "a buyer's sheet as CSV text, alone or in place of lines of {buyer}",
		Form: question.Document, Example: "requirement,knock_out\niso9001,yes\n"}
	more = question.Param{Name: "requirements", Doc: "a file of requirements of your own, or with costs of your own " +
		"(docs/schema/requirements.md)", Form: question.File}
	bundles = question.Param{Name: "bundles", Doc: "a file of actions that meet several requirements at once " +
		"(docs/schema/requirements.md)", Form: question.File}
	knockOuts = question.Param{Name: "knock-outs", Doc: "only what the buyer cannot do without", Form: question.Flag}
)

// content reads a file that the asker names; a workbook's sheet, which has the column, as CSV.
func content(ctx context.Context, path, column string) ([]byte, error) {
	path, data, err := question.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(data) > mostBytes {
		return nil, &fault.Error{Kind: fault.Invalid, Where: path, What: "the file is larger than files of this kind are"}
	}
	if len(data) == 0 { // readers say what the file should hold
		return data, nil
	}
	src, err := tablefile.FromBytes(path, data)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	if !xlsx.Is(src) {
		return plain(path, csvtext.UTF8(data))
	}
	return workbookText(ctx, path, src, column)
}

const mostBytes = 64 << 20

// plain is a file that is text; nothing at all is left to who reads it.
func plain(path string, data []byte) ([]byte, error) {
	head := bytes.TrimSpace(data[:min(len(data), 512)])
	what, text := tablefile.Describe(head)
	if text || len(head) == 0 || head[0] == '{' || head[0] == '[' { // JSON is YAML
		return data, nil
	}
	return nil, &fault.Error{Kind: fault.Unreadable, Where: path, What: fault.Say("this is %s", fault.Word(what)),
		Fix: "Save it as CSV, or as an Excel workbook (.xlsx)"}
}

// registryOf is the program's own registry with what the asker adds.
func registryOf(ctx context.Context, v *question.Values) (*requirement.Registry, error) {
	out := requirement.Standard()
	if path := v.One("requirements"); path != "" {
		text, err := content(ctx, path, "id")
		if err != nil {
			return nil, err
		}
		if out, err = out.With(path, bytes.NewReader(text)); err != nil {
			return nil, err
		}
	}
	if path := v.One("bundles"); path != "" {
		text, err := content(ctx, path, "closes")
		if err != nil {
			return nil, err
		}
		return out.WithBundles(path, bytes.NewReader(text))
	}
	return out, nil
}

// sheetOf is the buyer's sheet that is asked about; nil where none is given. Lines given as text take the place of the
// sheet's lines about the same requirement, and add to the others.
func sheetOf(ctx context.Context, v *question.Values, registry *requirement.Registry) (*requirement.Sheet, error) {
	named, err := sheetNamed(ctx, v.One("buyer"), registry)
	text := v.One("sheet")
	if err != nil || text == "" {
		return named, err
	}
	own, err := oneSheet("sheet", []byte(text), registry)
	if err != nil || named == nil {
		return own, err
	}
	return named.With(own.Demands), nil
}

// sheetNamed is a sheet that the program carries, or a file; nil for no name.
func sheetNamed(ctx context.Context, name string, registry *requirement.Registry) (*requirement.Sheet, error) {
	if name == "" {
		return nil, nil
	}
	own, err := requirement.FindSheet(name)
	if err == nil || !strings.ContainsAny(name, "./\\") {
		return own, err
	}
	text, err := content(ctx, name, "requirement")
	if err != nil {
		return nil, err
	}
	return oneSheet(name, text, registry)
}

func oneSheet(name string, text []byte, registry *requirement.Registry) (*requirement.Sheet, error) {
	list, err := requirement.ReadSheets(name, bytes.NewReader(text), registry)
	if err != nil {
		return nil, err
	}
	if len(list) > 1 {
		return nil, &fault.Error{Kind: fault.Invalid, Where: name, What: "it holds the sheets of several buyers",
			Fix: "Keep one buyer's lines"}
	}
	return list[0], nil
}

// shareOf reads a part of a whole: 5%.
func shareOf(text string) (float64, error) { return share.ParsePart(text) }

// needed refuses a question without a buyer.
func needed(s *requirement.Sheet, err error) (*requirement.Sheet, error) {
	if err == nil && s == nil {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "buyer", What: "it is missing",
			Fix: "For instance {buyer=garments_eu_us}"}
	}
	return s, err
}
