package question

import (
	"errors"
	"os"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/result"
)

// Kept are data that go with tables and are kept under a name: jobs, emissions, tariffs, trade costs.
type Kept struct {
	Name, Kind, Path string
	Source           result.Source // whose they are
	Content          string        // a digest of them
}

// data returns the kept data that a value of a parameter names; nil where it names none.
//
// Error: fault.NotFound where the data are known and not kept; fault.Invalid for data of another kind.
func (who Asker) data(p *Param, v string) (*Kept, error) {
	if p.Kept == nil || who.Data == nil || Name.Check(v) != "" {
		return nil, nil
	}
	k, err := who.Data(v)
	if err == nil && k != nil && !slices.Contains(p.Kept, k.Kind) {
		err = &fault.Error{Kind: fault.Invalid, Where: v, What: fault.Say("it is data of the kind %s", k.Kind),
			Fix: fault.Say("Name %s", strings.Join(p.Kept, " or "))}
	}
	if err != nil && who.Local {
		if _, missing := os.Stat(v); missing == nil {
			return nil, nil // a file of that name
		}
	}
	var f *fault.Error
	if errors.As(err, &f) && f.Param == "" {
		own := *f
		own.Param = p.Name
		err = &own
	}
	return k, err
}

// KeptData are the kept data that are given by name.
func (v *Values) KeptData() []*Kept { return v.kept }

// nameKept says in an answer whose the kept data are that it rests on, and calls them by name.
func (v *Values) nameKept(a *Answer) {
	if len(v.kept) == 0 {
		return
	}
	frames := slices.Clone(a.Frames) // they may be remembered as they are
	for n, f := range frames {
		own := *f
		own.Provenance.Parameters = slices.Clone(f.Provenance.Parameters)
		own.Provenance.Sources = slices.Clone(f.Provenance.Sources)
		for _, k := range v.kept {
			for i := range own.Provenance.Parameters {
				value := &own.Provenance.Parameters[i].Value
				*value = strings.ReplaceAll(*value, k.Path, k.Name)
			}
			own.Provenance.Sources = append(own.Provenance.Sources, k.Source)
		}
		frames[n] = &own
	}
	a.Frames = frames
}

// calledByName is an error that calls kept data by name, not by where they lie.
func (v *Values) calledByName(err error) error {
	var f *fault.Error
	if len(v.kept) == 0 || !errors.As(err, &f) {
		return err
	}
	own := *f
	for _, k := range v.kept {
		for _, text := range []*string{&own.Where, &own.What, &own.Why, &own.Fix} {
			*text = strings.ReplaceAll(*text, k.Path, k.Name)
		}
	}
	return &own
}
