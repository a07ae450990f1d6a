package trade

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"ikat/draws"
	"ikat/elasticity"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/csvtext"
	"ikat/result"
)

// ThetaOf returns the trade elasticity of each industry of a table that a name stands for, and a note where it
// rests on an assumption: a set of package elasticity; a number, the same for all; or the path of a CSV file with the
// header industry,theta, in which * stands for the industries not listed.
//
// Error: fault.NotFound, Unreadable or Invalid for the file.
func ThetaOf(t *icio.Table, name string) (theta []float64, notes []result.Note, err error) {
	theta = make([]float64, t.N())
	if set, ok := elasticity.Find(name); ok {
		for j, e := range set.Of(t.Industries, t.IndustryNames) {
			theta[j] = e.Theta
		}
		if unknown := elasticity.Unknown(t.Industries, t.IndustryNames); unknown != nil {
			notes = append(notes, result.Warning("elasticities.unknown", "no source gives an elasticity for {list}: {theta} is "+
				"assumed", "list", strings.Join(unknown, ", "), "theta", elasticity.Services))
		}
		return theta, notes, nil
	}
	if v, err := strconv.ParseFloat(name, 64); err == nil {
		for j := range theta {
			theta[j] = v
		}
		return theta, nil, nil
	}
	return theta, nil, readElasticities(t, name, theta)
}

// ThetaInputs are what an industry's elasticity may be: the estimate with its standard error, or the range of a
// convention; a number of the user's is known.
func ThetaInputs(t *icio.Table, name string) ([]draws.Input, error) {
	theta, _, err := ThetaOf(t, name)
	if err != nil {
		return nil, err
	}
	out := make([]draws.Input, len(theta))
	for j, v := range theta {
		out[j] = draws.Input{Name: "elasticity of " + t.Industries[j], Dist: draws.Fixed(v)}
	}
	set, ok := elasticity.Find(name)
	if !ok {
		return out, nil
	}
	for j, e := range set.Of(t.Industries, t.IndustryNames) {
		switch {
		case e.Error > 0:
			out[j].Dist = draws.Normal{Mean: e.Theta, SD: e.Error, Least: elasticity.Least}
		case e.Low < e.High:
			out[j].Dist, out[j].With = draws.Triangular{Low: e.Low, Mode: e.Theta, High: e.High}, "services"
		}
	}
	return out, nil
}

func readElasticities(t *icio.Table, path string, theta []float64) error {
	f, err := os.Open(path)
	if err != nil {
		return &fault.Error{Kind: fault.NotFound, Where: "elasticities " + path,
			What: "there is no such set and no such file",
			Fix: "Name " + strings.Join(elasticity.Names(), ", ") + ", a number, or a CSV file with the header " +
				"industry,theta", Err: err}
	}
	defer f.Close()
	return elasticities(t, path, f, theta)
}

// elasticities reads a CSV text with the header industry,theta; * stands for the industries without a line of their
// own.
func elasticities(t *icio.Table, path string, text io.Reader, theta []float64) error {
	records, lines, err := csvtext.All(text)
	var bad *csvtext.Error
	if errors.As(err, &bad) {
		return bad.Fault(fault.Unreadable, path, "Elasticities are CSV with the header industry,theta")
	}
	if len(records) == 0 || len(records[0]) != 2 || records[0][0] != "industry" || records[0][1] != "theta" {
		return &fault.Error{Kind: fault.Unreadable, Where: path,
			What: "it is not a CSV file with the header industry,theta"}
	}
	for i, rec := range records[1:] {
		v, err := strconv.ParseFloat(rec[1], 64)
		if err != nil || !(v > 0) || math.IsInf(v, 0) {
			return &fault.Error{Kind: fault.Invalid, Where: fmt.Sprintf("%s, line %d", path, lines[i+1]),
				What: fmt.Sprintf("the elasticity %q is not a positive number", rec[1])}
		}
		if j, ok := t.Industry(rec[0]); ok {
			theta[j] = v
		} else if rec[0] == "*" {
			for j, old := range theta {
				if old == 0 {
					theta[j] = v
				}
			}
		} else {
			return &fault.Error{Kind: fault.NotFound, Where: fmt.Sprintf("%s, line %d", path, lines[i+1]),
				What: fmt.Sprintf("the table has no industry %q", rec[0]),
				Fix:  fault.Suggest(rec[0], t.Industries, "It has "+strings.Join(t.Industries, " "))}
		}
	}
	for j, v := range theta {
		if v == 0 {
			return &fault.Error{Kind: fault.Invalid, Where: path, What: "it has no elasticity for industry " +
				t.Industries[j], Fix: "Add a line for it, or one for * last"}
		}
	}
	return nil
}
