package tablefile

import (
	"errors"
	"io"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/csvtext"
)

const mappingFix = "A mapping is CSV with the header dimension,code,group,name; for instance " +
	"economy,AUT,EU,European Union"

// ReadMapping reads a mapping for icio.Table.Aggregate: CSV with the header dimension,code,group and optionally name.
// dimension is economy or industry; a dimension without lines is kept as it is. name is the group's, on any of its
// lines.
//
// Error: fault.Invalid with the line.
func ReadMapping(r io.Reader, file string) (icio.Mapping, error) {
	m := icio.Mapping{Names: map[string]string{}}
	bad := func(line int, format string, args ...any) error {
		what := csvtext.Error{Line: line, What: fault.Say(format, args...)}
		return what.Fault(fault.Invalid, file, mappingFix)
	}
	in := csvtext.New(r)
	in.Ragged = true
	for first := true; ; first = false {
		rec, line, err := in.Read()
		if errors.Is(err, io.EOF) {
			if first {
				return m, bad(1, "the file is empty")
			}
			return m, nil
		}
		var text *csvtext.Error
		if errors.As(err, &text) {
			return m, text.Fault(fault.Invalid, file, mappingFix)
		}
		if first {
			if len(rec) < 3 || rec[0] != "dimension" || rec[1] != "code" || rec[2] != "group" {
				return m, bad(line, "the header is %q", strings.Join(rec, ","))
			}
			continue
		}
		if len(rec) < 3 || rec[1] == "" || rec[2] == "" {
			return m, bad(line, "it lacks a code or a group")
		}
		pair := icio.Pair{Code: rec[1], Group: rec[2]}
		switch rec[0] {
		case "economy":
			m.Economies = append(m.Economies, pair)
		case "industry":
			m.Industries = append(m.Industries, pair)
		default:
			return m, bad(line, "dimension %q is neither economy nor industry", rec[0])
		}
		if len(rec) > 3 && rec[3] != "" {
			m.Names[pair.Group] = rec[3]
		}
	}
}

// GroupsFix says what a file of groups looks like.
const GroupsFix = "A group file is CSV with the header group,economy; for instance ASEAN,IDN"

// ReadGroups reads who belongs to which group: CSV with the header group,economy, a line for each member.
//
// Error: fault.Invalid with the line.
func ReadGroups(r io.Reader, file string) ([]icio.Pair, error) {
	records, lines, err := csvtext.All(r)
	var text *csvtext.Error
	if errors.As(err, &text) {
		return nil, text.Fault(fault.Invalid, file, GroupsFix)
	}
	if len(records) < 2 || len(records[0]) != 2 || records[0][0] != "group" || records[0][1] != "economy" {
		return nil, &fault.Error{Kind: fault.Invalid, Where: file, What: "it is not a list of groups", Fix: GroupsFix}
	}
	out := make([]icio.Pair, 0, len(records)-1)
	for i, rec := range records[1:] {
		if rec[0] == "" || rec[1] == "" {
			bad := csvtext.Error{Line: lines[i+1], What: "it lacks a group or an economy"}
			return nil, bad.Fault(fault.Invalid, file, GroupsFix)
		}
		out = append(out, icio.Pair{Code: rec[1], Group: rec[0]})
	}
	return out, nil
}
