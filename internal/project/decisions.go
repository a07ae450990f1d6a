package project

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// DecisionsFolder is where decisions lie, seen from the root; its README.md is their index.
const DecisionsFolder = "docs/decisions"

// A Decision is one file NNN-title.md: "# N. Title", and perhaps a line "Status: ...".
type Decision struct {
	Number              int
	Title, Status, File string
}

var (
	decisionFile  = regexp.MustCompile(`^(\d{3})-[a-z0-9-]+\.md$`)
	decisionTitle = regexp.MustCompile(`^# (\d+)\. (.+)$`)
	replacedBy    = regexp.MustCompile(`^replaced by (\d+)$`)
)

// Decisions reads every decision under root, in the order of their numbers. One that says nothing of its status is
// accepted; else its status is proposed, accepted, withdrawn, or replaced by the number of another.
func Decisions(root string) ([]Decision, error) {
	dir := filepath.Join(root, DecisionsFolder)
	files, err := markdown(dir)
	if err != nil {
		return nil, err
	}
	var all []Decision
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(dir, f))
		if err != nil {
			return nil, err
		}
		d, err := readDecision(f, string(raw))
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, checkDecisions(all)
}

func readDecision(file, text string) (Decision, error) {
	name := decisionFile.FindStringSubmatch(file)
	first, rest, _ := strings.Cut(text, "\n")
	title := decisionTitle.FindStringSubmatch(first)
	if name == nil || title == nil {
		return Decision{}, fmt.Errorf("%s/%s: a decision is a file NNN-title.md that begins with \"# N. Title\"",
			DecisionsFolder, file)
	}
	number, _ := strconv.Atoi(name[1])
	if written, _ := strconv.Atoi(title[1]); written != number {
		return Decision{}, fmt.Errorf("%s/%s: its title says %d", DecisionsFolder, file, written)
	}
	status := "accepted"
	for _, line := range strings.Split(rest, "\n") {
		if s, ok := strings.CutPrefix(line, "Status: "); ok {
			status = strings.TrimSuffix(strings.TrimSpace(s), ".")
		}
	}
	return Decision{number, title[2], status, file}, nil
}

func checkDecisions(all []Decision) error {
	numbers := map[int]string{}
	for _, d := range all {
		if other, twice := numbers[d.Number]; twice {
			return fmt.Errorf("%s: %s and %s have one number", DecisionsFolder, other, d.File)
		}
		numbers[d.Number] = d.File
	}
	for _, d := range all {
		by := replacedBy.FindStringSubmatch(d.Status)
		if by == nil {
			if !slices.Contains([]string{"proposed", "accepted", "withdrawn"}, d.Status) {
				return fmt.Errorf("%s/%s: status %q is none of proposed, accepted, withdrawn, replaced by NUMBER",
					DecisionsFolder, d.File, d.Status)
			}
			continue
		}
		if n, _ := strconv.Atoi(by[1]); numbers[n] == "" {
			return fmt.Errorf("%s/%s: it says %q, and there is no such decision", DecisionsFolder, d.File, d.Status)
		}
	}
	return nil
}

// DecisionIndex is the text of docs/decisions/README.md.
func DecisionIndex(all []Decision) string {
	var b strings.Builder
	b.WriteString(`# Decisions

Choices that could have gone another way, each with what spoke for and against it. A new one takes a free number and
says its status where that is not "accepted", in a line "Status: proposed", "Status: withdrawn" or "Status: replaced by
NUMBER". This list is written by ` + "`go run ./internal/cmd/project decisions`" + `.

| no. | decision | status |
| --- | --- | --- |
`)
	for _, d := range all {
		fmt.Fprintf(&b, "| %d | [%s](%s) | %s |\n", d.Number, d.Title, d.File, d.Status)
	}
	return b.String()
}
