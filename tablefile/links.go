package tablefile

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"ikat/fault"
)

// Unread is an entry of an archive that is not read under its name.
type Unread struct{ Name, Why string }

// String says it in a clause.
func (u Unread) String() string { return fault.Say("%q %s", u.Name, fault.Word(u.Why)) }

const (
	// mostLinks bounds how many links a name may lead through, as systems do.
	mostLinks = 40
	// longestLink bounds where a link points to; systems know no longer path.
	longestLink = 4096
)

// linkedFiles are the files of an archive whose links lead to other entries of it: they can be opened, but are not
// listed beside what they lead to, so that nothing is read twice.
type linkedFiles struct {
	fs.FS
	links map[string]string // from a name to another, both inside the archive, or to nowhere
}

// nowhere is what a link out of the archive leads to: no name inside one.
const nowhere = "/"

// Open opens what a name leads to.
func (l *linkedFiles) Open(name string) (fs.File, error) {
	inside, ok := l.follow(name)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return l.FS.Open(inside)
}

// ReadDir lists a folder without the links.
func (l *linkedFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	inside, ok := l.follow(name)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	list, err := fs.ReadDir(l.FS, inside)
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool {
		_, link := l.links[path.Join(inside, e.Name())]
		return link
	}), err
}

// follow returns the name without links that a name leads to; ok is false where its links go round in a circle.
func (l *linkedFiles) follow(name string) (inside string, ok bool) {
	for range mostLinks {
		next, link := l.step(name)
		if !link {
			return name, true
		}
		if name = next; strings.HasPrefix(name, nowhere) {
			return "", false
		}
	}
	return "", false
}

// step follows the first link on the way to a name.
func (l *linkedFiles) step(name string) (next string, link bool) {
	for i := range len(name) + 1 {
		if i < len(name) && name[i] != '/' {
			continue
		}
		if to, ok := l.links[name[:i]]; ok {
			return path.Join(to, name[i:]), true
		}
	}
	return "", false
}

// linked are the links of an archive.
type linked struct {
	inside  map[string]string // as those of linkedFiles
	outside []Unread
}

// add takes a link into account. to is where it points, from the folder that it is in; of a hard link, from the top.
func (l *linked) add(name, to string, hard bool) {
	name = path.Clean(name)
	target := path.Clean(strings.ReplaceAll(to, "\\", "/"))
	if !hard {
		target = path.Join(path.Dir(name), target)
	}
	if to == "" || path.IsAbs(to) || !fs.ValidPath(target) || strings.Contains(target, ":") || len(to) > longestLink {
		why := fault.Say("is a link to %s, outside the archive", Quote([]byte(to), 60))
		l.outside = append(l.outside, Unread{name, why})
		target = nowhere
	}
	if l.inside == nil {
		l.inside = map[string]string{}
	}
	l.inside[name] = target
}

// over puts the links over the files of an archive, and says of each what it is.
func (l *linked) over(files fs.FS) (fs.FS, []Unread) {
	unread := l.outside
	if len(l.inside) == 0 {
		return files, unread
	}
	out := &linkedFiles{FS: files, links: l.inside}
	for name := range l.inside {
		if isClutter(name) || l.inside[name] == nowhere {
			continue
		}
		inside, ok := out.follow(name)
		why := fault.Say("is another name of %q", inside)
		if !ok {
			why = "is a link that leads to itself"
		} else if _, err := fs.Stat(files, inside); err != nil {
			why = fault.Say("is a link to %q, which is not in the archive", inside)
		}
		unread = append(unread, Unread{name, why})
	}
	slices.SortFunc(unread, func(a, b Unread) int { return strings.Compare(a.Name, b.Name) })
	return out, unread
}

// linkText reads where a link of an archive points, which is its content.
func linkText(open func() (io.ReadCloser, error)) (string, error) {
	f, err := open()
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, longestLink+1))
	return string(text), err
}

// Listed names the first of what was not read, and how many more there are.
func Listed(unread []string, between string) string {
	const most = 5
	return fault.First(unread, most, between)
}
