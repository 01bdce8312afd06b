package minby

import (
	"bytes"
	_ "embed"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"
)

// Seed is the seed of the town as it is usually shown.
const Seed uint64 = 1

// Names of the files of the town.
const (
	AreasFile     = "minby_areas.geojson"
	FiguresFile   = "minby_figures.csv"
	BarriersFile  = "minby_barriers.geojson"
	StateListFile = "minby_state_list_areas.geojson"
	HousingFile   = "minby_housing_areas.geojson"
)

// Names of the files for the public site.
const (
	AddressesFile     = "minby_addresses.csv"
	ContextFile       = "minby_context.geojson"
	PlaygroundsFile   = "minby_playgrounds.geojson"
	InterventionsFile = "minby_interventions.csv"
)

// Names of the files that the State's lists are made from; every town calls
// them so.
const (
	ListAreasFile  = "housing_areas.csv"
	ReferencesFile = "references.csv"
	ImportedFile   = "imported.csv"
)

// LettingFile holds invented assumptions of letting, waiting list and those who
// move, for byblik letting.
const LettingFile = "letting.yaml"

//go:embed letting.yaml
var letting []byte

// Files makes the town of a seed and gives its files, as a publisher would
// deliver them.
func Files(seed uint64) fs.FS {
	t := build(seed)
	f := folder{AddressesFile: sync.OnceValue(t.addressesFile)} // large, and few ask for it
	for name, text := range map[string][]byte{
		AreasFile:         t.areasFile(),
		FiguresFile:       t.figuresFile(),
		BarriersFile:      t.barriersFile(),
		StateListFile:     t.stateListFile(),
		HousingFile:       t.housingFile(),
		ListAreasFile:     t.listAreasFile(),
		ReferencesFile:    referencesFile(),
		ImportedFile:      t.importedFile(),
		LettingFile:       bytes.Clone(letting),
		ContextFile:       t.contextFile(),
		PlaygroundsFile:   t.playgroundsFile(),
		InterventionsFile: t.interventionsFile(),
	} {
		f[name] = func() []byte { return text }
	}
	return f
}

// folder is one flat folder of files in memory.
type folder map[string]func() []byte

// Open opens a file, or the folder itself as ".".
func (d folder) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if name == "." {
		return &openFolder{info: info{name: ".", dir: true}, entries: d.entries()}, nil
	}
	text, ok := d[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &openFile{Reader: bytes.NewReader(text()), info: info{name: name, text: text}}, nil
}

func (d folder) entries() []fs.DirEntry {
	var out []fs.DirEntry
	for _, name := range slices.Sorted(maps.Keys(d)) {
		out = append(out, fs.FileInfoToDirEntry(info{name: name, text: d[name]}))
	}
	return out
}

type openFile struct {
	*bytes.Reader
	info info
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

type openFolder struct {
	info    info
	entries []fs.DirEntry
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: fs.ErrInvalid}
}

// ReadDir lists the next n files, or all that are left if n is not positive.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.entries)
	} else if len(f.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.entries))
	out := f.entries[:n:n]
	f.entries = f.entries[n:]
	return out, nil
}

// info describes a file; it has no time, so that nothing depends on one.
type info struct {
	name string
	text func() []byte
	dir  bool
}

func (i info) Name() string { return i.name }

// Size is the length of a file; of the folder it is 0.
func (i info) Size() int64 {
	if i.text == nil {
		return 0
	}
	return int64(len(i.text()))
}

func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.dir }
func (i info) Sys() any           { return nil }

func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
