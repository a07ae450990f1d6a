package main

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// key names a row of the publisher's tables.
type key struct {
	year              int
	economy, industry string
}

// source is one of the publisher's tables: rows by key, numbers by column; NaN where a cell is empty.
type source struct {
	name string
	keys []key
	rows map[key]int
	cols map[string][]float64
}

func newSource(name string) *source {
	return &source{name: name, rows: map[key]int{}, cols: map[string][]float64{}}
}

// value returns a cell, and fails loudly where the table has no such column or row: the program cannot go on without.
func (s *source) value(column string, k key) float64 {
	c, ok := s.cols[column]
	if !ok {
		panic(fmt.Sprintf("%s has no column %s", s.name, column))
	}
	r, ok := s.rows[k]
	if !ok {
		panic(fmt.Sprintf("%s has no row %v", s.name, k))
	}
	return c[r]
}

func (s *source) add(k key) error {
	if _, twice := s.rows[k]; twice {
		return fmt.Errorf("%s: row %v comes twice", s.name, k)
	}
	s.rows[k] = len(s.keys)
	s.keys = append(s.keys, k)
	return nil
}

// openText opens a text file, gzipped or not.
func openText(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil || !strings.HasSuffix(path, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

// records reads a CSV file with its header.
func records(path string) (header []string, rows [][]string, err error) {
	f, err := openText(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil || len(all) < 2 {
		return nil, nil, fmt.Errorf("%s: %d lines, %v", path, len(all), err)
	}
	return all[0], all[1:], nil
}

// readSource reads year, economy, industry and numbers from CSV.
func readSource(data, name string) (*source, error) {
	header, rows, err := records(filepath.Join(data, "adb", name+".csv.gz"))
	if err != nil {
		return nil, err
	}
	s := newSource(name)
	for _, r := range rows {
		year, err := strconv.Atoi(r[0])
		if err != nil {
			return nil, err
		}
		if err := s.add(key{year, r[1], r[2]}); err != nil {
			return nil, err
		}
		for i := 3; i < len(header); i++ {
			v := math.NaN()
			if r[i] != "" {
				if v, err = strconv.ParseFloat(r[i], 64); err != nil {
					return nil, fmt.Errorf("%s %v: %w", name, r[:3], err)
				}
			}
			s.cols[header[i]] = append(s.cols[header[i]], v)
		}
	}
	return s, nil
}
