package project

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// ChangesFolder is where changes wait for a release, one file each, seen from the root.
const ChangesFolder = "docs/changes"

// kinds of change, in the order in which a release lists them. The first is what a file says that names none.
var kinds = []string{"Added", "Changed", "Fixed", "Removed", "Security"}

// A Change is one file of docs/changes: perhaps a first line "# Kind", then what users will notice.
type Change struct {
	File, Kind, Text string
}

// Changes reads what has changed since the last release, by file name.
func Changes(root string) ([]Change, error) {
	dir := filepath.Join(root, ChangesFolder)
	files, err := markdown(dir)
	if err != nil {
		return nil, err
	}
	var all []Change
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(dir, f))
		if err != nil {
			return nil, err
		}
		c, err := readChange(f, string(raw))
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func readChange(file, text string) (Change, error) {
	c := Change{file, kinds[0], strings.TrimSpace(text)}
	if heading, ok := strings.CutPrefix(c.Text, "# "); ok {
		kind, rest, _ := strings.Cut(heading, "\n")
		c.Kind, c.Text = strings.TrimSpace(kind), strings.TrimSpace(rest)
	}
	if !slices.Contains(kinds, c.Kind) {
		return c, fmt.Errorf("%s/%s: %q is no kind of change; they are %s", ChangesFolder, file, c.Kind,
			strings.Join(kinds, ", "))
	}
	if c.Text == "" || strings.Contains(c.Text, "\n#") {
		return c, fmt.Errorf("%s/%s: a change is a few lines of text, without headings inside", ChangesFolder, file)
	}
	return c, nil
}

// Release is the text of the changelog with the changes under a heading for the version: that of the same version where
// it stands there as unreleased, else a new one above all others.
func Release(changelog string, changes []Change, version, date string) (string, error) {
	if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(version) {
		return "", fmt.Errorf("%q is no version such as 0.2.0", version)
	}
	heading := fmt.Sprintf("## %s, %s\n", version, date)
	section := heading + "\n" + sections(changes)
	unreleased := fmt.Sprintf("## %s, unreleased\n\n", version)
	if before, after, ok := strings.Cut(changelog, unreleased); ok {
		return before + section + after, nil
	}
	if strings.Contains(changelog, "## "+version+",") {
		return "", fmt.Errorf("CHANGELOG.md already has a release %s", version)
	}
	at := strings.Index(changelog, "\n## ")
	if at < 0 {
		return strings.TrimRight(changelog, "\n") + "\n\n" + section, nil
	}
	return changelog[:at+1] + section + changelog[at+1:], nil
}

func sections(changes []Change) string {
	var b strings.Builder
	for _, kind := range kinds {
		first := true
		for _, c := range changes {
			if c.Kind != kind {
				continue
			}
			if first {
				fmt.Fprintf(&b, "### %s\n\n", kind)
				first = false
			}
			b.WriteString(bullet(c.Text))
		}
		if !first {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// bullet writes a text as an item of a list, unless it is a list already.
func bullet(text string) string {
	if strings.HasPrefix(text, "- ") {
		return text + "\n"
	}
	return "- " + strings.ReplaceAll(strings.ReplaceAll(text, "\n", "\n  "), "\n  \n", "\n\n") + "\n"
}
