// Command project writes what the project says about itself from what it is; make names its commands.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ikat/internal/clients"
	"ikat/internal/project"
	"ikat/internal/site"
)

const usage = `project decisions            writes docs/decisions/README.md
project changelog VERSION    moves docs/changes into CHANGELOG.md, under today's date
project licences             writes NOTICE and the texts of licences that the program shows
project declared [FOLDER]    counts where options are declared, here or in another checkout
project clients              writes what the clients for Python, R and Stata take from the declarations
project site FOLDER          writes the site: documents, methods, reference, searchable, with every link checked
project lines                names lines of code that are too long`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "project: "+err.Error())
		os.Exit(1)
	}
}

func run(args []string) error {
	root, err := project.Root()
	if err != nil {
		return err
	}
	switch {
	case len(args) == 1 && args[0] == "decisions":
		return writeDecisions(root)
	case len(args) == 2 && args[0] == "changelog":
		return foldChanges(root, args[1])
	case len(args) == 1 && args[0] == "licences":
		return writeLicences(root)
	case len(args) >= 1 && len(args) <= 2 && args[0] == "declared":
		if len(args) == 2 {
			root = args[1]
		}
		all, err := project.Declared(root)
		fmt.Print(project.DeclaredReport(all))
		return err
	case len(args) == 1 && args[0] == "clients":
		return writeClients(root)
	case len(args) == 2 && args[0] == "site":
		return writeSite(root, args[1])
	case len(args) == 1 && args[0] == "lines":
		return showLines(root)
	}
	return fmt.Errorf("its commands are\n\n%s", usage)
}

func writeClients(root string) error {
	return write(root, clients.Files())
}

func writeSite(root, folder string) error {
	files, err := site.Make(os.DirFS(root))
	if err != nil {
		return err
	}
	if err := write(folder, files); err != nil {
		return err
	}
	fmt.Printf("%d files in %s; open %s\n", len(files), folder, filepath.Join(folder, "index.html"))
	return nil
}

// write writes files below a folder.
func write[Text string | []byte](folder string, files map[string]Text) error {
	for path, text := range files {
		path = filepath.Join(folder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func writeDecisions(root string) error {
	all, err := project.Decisions(root)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, project.DecisionsFolder, "README.md"),
		[]byte(project.DecisionIndex(all)), 0o644)
}

func writeLicences(root string) error {
	notice, err := project.Notice()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(root, "NOTICE"), []byte(notice), 0o644); err != nil {
		return err
	}
	return project.WriteTexts(root)
}

// foldChanges writes the changelog first, so that nothing is lost where a file cannot be removed afterwards.
func foldChanges(root, version string) error {
	changes, err := project.Changes(root)
	if err != nil {
		return err
	}
	path := filepath.Join(root, "CHANGELOG.md")
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text, err := project.Release(string(old), changes, version, time.Now().UTC().Format(time.DateOnly))
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return err
	}
	for _, c := range changes {
		if err := os.Remove(filepath.Join(root, project.ChangesFolder, c.File)); err != nil {
			return err
		}
	}
	fmt.Printf("%d changes are in CHANGELOG.md under %s\n", len(changes), version)
	return nil
}

func showLines(root string) error {
	long, err := project.LongLines(root)
	if err != nil {
		return err
	}
	n := 0
	for _, lines := range long {
		n += len(lines)
		fmt.Println(strings.Join(lines, "\n"))
	}
	fmt.Printf("%d lines are too long\n", n)
	return nil
}
