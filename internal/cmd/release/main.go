// Command release builds ikat for every system it is released for and packs it: a file to unpack a system, a list of
// what is inside each (CycloneDX), and the checksums of all. The same source, Go and version give the same bytes.
package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"ikat/internal/project"
	"ikat/notices"
)

// systems are those that a release is for.
var systems = []string{
	"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64",
}

// beside are the documents that go with every copy.
var beside = []string{"LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "CITATION.cff"}

func main() {
	version := flag.String("version", "", "version, such as 0.2.0 (default: the tag of this commit)")
	out := flag.String("o", "dist/release", "folder to fill")
	flag.Parse()
	if err := run(*version, *out); err != nil {
		fmt.Fprintln(os.Stderr, "release: "+err.Error())
		os.Exit(1)
	}
}

func run(version, out string) error {
	root, err := project.Root()
	if err != nil {
		return err
	}
	if version == "" {
		if version, err = tag(root); err != nil {
			return err
		}
	}
	if !regexp.MustCompile(`^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$`).MatchString(version) {
		return fmt.Errorf("%q is no version such as 0.2.0", version)
	}
	for _, built := range []string{filepath.Join("notices", notices.TextsFile), "server/ui/dist/ikat.js"} {
		if _, err := os.Stat(filepath.Join(root, built)); err != nil {
			return fmt.Errorf("%s is not there; a release has the pages' pictures and the texts of "+
				"licences: make build", built)
		}
	}
	date, err := commitDate(root)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	r := &release{root: root, version: version, out: out, date: date}
	return r.all()
}

type release struct {
	root, version, out string
	date               time.Time // of the commit: the time of every packed file
	pages              []file    // manual pages and completions
	made               []string
}

func (r *release) all() error {
	if err := r.documents(); err != nil {
		return err
	}
	for _, system := range systems {
		if err := r.system(system); err != nil {
			return fmt.Errorf("%s: %w", system, err)
		}
	}
	var sums strings.Builder
	slices.Sort(r.made)
	for _, name := range r.made {
		raw, err := os.ReadFile(filepath.Join(r.out, name))
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(raw), name)
	}
	if err := os.WriteFile(filepath.Join(r.out, "SHA256SUMS"), []byte(sums.String()), 0o644); err != nil {
		return err
	}
	fmt.Print(sums.String())
	return nil
}

// documents lets the program, built for this machine, write its manual pages and completions.
func (r *release) documents() error {
	dir, err := os.MkdirTemp("", "ikat-release")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	here := filepath.Join(dir, "here")
	if err := r.build("", here); err != nil {
		return err
	}
	if err := exec.Command(here, "man", filepath.Join(dir, "man")).Run(); err != nil {
		return fmt.Errorf("manual pages: %w", err)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "man", "*.1"))
	if err != nil {
		return err
	}
	for _, p := range pages {
		raw, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		r.pages = append(r.pages, file{"man/man1/" + filepath.Base(p), raw, 0o644})
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		text, err := exec.Command(here, "completion", shell).Output()
		if err != nil {
			return fmt.Errorf("completion of %s: %w", shell, err)
		}
		r.pages = append(r.pages, file{"completions/ikat." + shell, text, 0o644})
	}
	return nil
}

// build compiles the program for a system, or for this machine where it names none.
func (r *release) build(system, path string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags",
		"-s -w -buildid= -X main.release="+r.version,
		"-o", path, "./cmd/ikat")
	cmd.Dir = r.root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if goos, goarch, ok := strings.Cut(system, "/"); ok {
		cmd.Env = append(cmd.Env, "GOOS="+goos, "GOARCH="+goarch)
	}
	if message, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, message)
	}
	return nil
}

// system builds, lists and packs one system's file.
func (r *release) system(system string) error {
	dir, err := os.MkdirTemp("", "ikat-release")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	name := fmt.Sprintf("ikat_%s_%s", r.version, strings.ReplaceAll(system, "/", "_"))
	program := "ikat"
	if strings.HasPrefix(system, "windows/") {
		program = "ikat.exe"
	}
	path := filepath.Join(dir, program)
	if err := r.build(system, path); err != nil {
		return err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	list, err := billOfMaterials(path, r.version, raw)
	if err != nil {
		return err
	}
	files := append([]file{{program, raw, 0o755}, {"ikat.cdx.json", list, 0o644}}, r.pages...)
	for _, b := range beside {
		text, err := os.ReadFile(filepath.Join(r.root, b))
		if err != nil {
			return err
		}
		files = append(files, file{b, text, 0o644})
	}
	pack, ending := tarball, ".tar.gz"
	if strings.HasPrefix(system, "windows/") {
		pack, ending = zipped, ".zip"
	}
	packed, err := pack(name, files, r.date)
	if err != nil {
		return err
	}
	return errors.Join(r.write(name+ending, packed), r.write(name+".cdx.json", list))
}

func (r *release) write(name string, text []byte) error {
	r.made = append(r.made, name)
	return os.WriteFile(filepath.Join(r.out, name), text, 0o644)
}

// tag is the version that this commit is tagged with.
func tag(root string) (string, error) {
	cmd := exec.Command("git", "describe", "--tags", "--exact-match")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		return "", errors.New("this commit has no tag; give -version 0.2.0, or tag it v0.2.0")
	}
	return strings.TrimPrefix(strings.TrimSpace(string(out)), "v"), nil
}

// commitDate is when this commit was made: the time of everything that is packed.
func commitDate(root string) (time.Time, error) {
	cmd := exec.Command("git", "log", "-1", "--format=%cI")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		return time.Time{}, err
	}
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(string(out)))
	return t.UTC(), err
}
