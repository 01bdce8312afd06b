package source

import (
	"io/fs"
	"path"
	"strings"

	"byblik/catalog"
)

// oneFile shows a folder that holds a single file, under another name.
type oneFile struct {
	fs.FS
	real  string
	shown string
}

// OneFile shows a folder as if it held a single file, under the name that a
// source expects, so that somebody may name a file that was renamed. It keeps the file's own name where the source knows it, with or
// without .gz, so that a folder with that file gives the same recipe; otherwise
// it takes the first name of the source, with the period filled in.
func OneFile(folder fs.FS, name string, def *catalog.Source, period string) fs.ReadDirFS {
	for _, f := range def.Files {
		pattern := strings.TrimSuffix(strings.ReplaceAll(f.Name, "{period}", "*"), ".gz")
		if ok, err := path.Match(pattern, strings.TrimSuffix(name, ".gz")); err == nil && ok {
			return oneFile{folder, name, name}
		}
	}
	shown := def.Files[0].Name
	if period != "" {
		shown = strings.ReplaceAll(shown, "{period}", period)
	}
	if strings.ContainsAny(shown, "*{") || def.Optional {
		shown = name
	}
	return oneFile{folder, name, shown}
}

// Open opens the file under its shown name.
func (o oneFile) Open(name string) (fs.File, error) {
	switch name {
	case o.shown:
		return o.FS.Open(o.real)
	case o.shown + "-wal": // beside a GeoPackage: changes that are not in it yet
		return o.FS.Open(o.real + "-wal")
	case ".":
		return o.FS.Open(".")
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists the one file.
func (o oneFile) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	info, err := fs.Stat(o.FS, o.real)
	if err != nil {
		return nil, err
	}
	return []fs.DirEntry{shownEntry{fs.FileInfoToDirEntry(info), o.shown}}, nil
}

// shownEntry is a directory entry under another name.
type shownEntry struct {
	fs.DirEntry
	name string
}

// Name gives the shown name.
func (e shownEntry) Name() string { return e.name }
