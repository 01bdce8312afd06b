package release

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"byblik"
)

// Open reads a release and refuses a folder of which one byte differs from
// its manifest, in which a file lacks, or in which there is one more. The
// folder may be a stranger's: no file is read that the manifest does not name,
// or that has another size than it says. The error is a *byblik.Error.
func Open(fsys fs.FS) (*Release, error) {
	files, err := readAll(fsys)
	if err != nil {
		return nil, err
	}
	return Decode(files)
}

// largestManifest is more than the manifest of any release needs: one of
// 100,000 files has 15 MB.
const largestManifest = 64 << 20

// readAll reads the manifest, and then the files that it names.
func readAll(fsys fs.FS) (map[string][]byte, error) {
	info, err := fs.Stat(fsys, manifestPath)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := fs.Stat(fsys, "."); err != nil {
			return nil, &byblik.Error{Kind: byblik.NotFound, Found: "no such folder", Expected: "the folder of a release", Do: "correct the path"}
		}
		return nil, noManifest()
	case err != nil:
		return nil, unreadable(err)
	case !info.Mode().IsRegular() || info.Size() > largestManifest:
		return nil, &byblik.Error{Kind: byblik.Invalid, File: manifestPath, Found: fmt.Sprintf("%d bytes, %v", info.Size(), info.Mode()), Expected: "the manifest of a release", Do: "get the release again"}
	}
	text, err := fs.ReadFile(fsys, manifestPath)
	if err != nil {
		return nil, unreadable(err)
	}
	var m Manifest
	if err := m.read(text); err != nil {
		return nil, err
	}
	bytes := map[string]int64{}
	for _, f := range m.Files {
		bytes[f.Path] = f.Bytes
	}
	files := map[string][]byte{manifestPath: text}
	var refused error
	err = fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == manifestPath {
			return err
		}
		want, listed := bytes[path]
		info, err := d.Info()
		switch {
		case !listed:
			refused = notListed(path)
		case err != nil:
			return err
		case !info.Mode().IsRegular():
			refused = &byblik.Error{Kind: byblik.Invalid, File: path, Found: "no regular file", Expected: "a file", Do: "get the release again"}
		case info.Size() != want:
			refused = &byblik.Error{Kind: byblik.Invalid, File: path, Found: fmt.Sprintf("%d bytes, so another SHA-256", info.Size()), Expected: fmt.Sprintf("%d bytes, as the manifest says", want), Do: "get the release again"}
		default:
			files[path], err = fs.ReadFile(fsys, path)
			return err
		}
		return refused
	})
	if refused != nil {
		return nil, refused
	}
	if err != nil {
		return nil, unreadable(err)
	}
	return files, nil
}

func unreadable(err error) error {
	return &byblik.Error{Kind: byblik.Unavailable, Found: err.Error(), Expected: "the folder of a release", Do: "look at the folder"}
}

func noManifest() error {
	return &byblik.Error{Kind: byblik.NotFound, File: manifestPath, Found: "no such file", Expected: "the folder of a release", Do: "correct the path"}
}

func notListed(path string) error {
	return &byblik.Error{Kind: byblik.Invalid, File: path, Found: "a file that the manifest does not name", Expected: "no other file", Do: "take it out of the folder"}
}

// Decode reads a release from its files, by path.
func Decode(files map[string][]byte) (*Release, error) {
	r := &Release{}
	if err := r.verify(files); err != nil {
		return nil, err
	}
	for _, x := range []struct {
		path string
		into any
	}{{indicatorsPath, &r.Indicators}, {screeningPath, &r.Screening}, {listsPath, &r.Lists}, {sourcesPath, &r.Sources},
		{protectionPath, &r.Protection}, {certificatePath, &r.Certificate}, {interventionsPath, &r.Interventions}} {
		if err := readJSON(x.path, files[x.path], x.into); err != nil {
			return nil, err
		}
	}
	if err := r.decodeBirths(files[birthsPath]); err != nil {
		return nil, err
	}
	var heads []levelHead
	if err := readJSON(levelsPath, files[levelsPath], &heads); err != nil {
		return nil, err
	}
	for _, h := range heads {
		r.Levels = append(r.Levels, Level{ID: h.ID, One: h.One, Many: h.Many})
	}
	if err := r.decodePlaces(files[placesPath]); err != nil {
		return nil, err
	}
	for i := range r.Indicators {
		path := figuresFolder + string(r.Indicators[i].ID) + ".csv"
		if err := r.decodeFigures(r.Indicators[i].ID, path, files[path]); err != nil {
			return nil, err
		}
	}
	r.Definitions = map[string][]byte{}
	for path, text := range files {
		if name, ok := strings.CutPrefix(path, definitionsFolder); ok {
			r.Definitions[name] = text
		}
	}
	if err := r.decodeTables(files); err != nil {
		return nil, err
	}
	if err := r.Geography.decode(r, files); err != nil {
		return nil, err
	}
	if err := r.check(); err != nil {
		return nil, &byblik.Error{Kind: byblik.Invalid, Found: err.Error(), Expected: "a release whose files fit together", Do: "get the release again"}
	}
	return r, nil
}

// decodeTables reads the tables that lean on levels and figures.
func (r *Release) decodeTables(files map[string][]byte) (err error) {
	if err := r.decodeTrends(files[trendsPath]); err != nil {
		return err
	}
	if r.Manifest.Format != Format1 {
		if err := r.decodeNoise(files[noisePath]); err != nil {
			return err
		}
	}
	for _, f := range []func() error{
		func() error { return r.decodeAreas(files[areasPath]) },
		func() error { return r.decodeCriteria(files[criteriaPath]) },
		func() error { return r.decodeZones(files[zonesPath], files[membersPath]) },
		func() error { return r.decodeTooSmall(files[tooSmallPath]) },
		func() (err error) { r.Gaps, err = decodeGaps(files[gapsPath]); return err },
		func() (err error) { r.Lists.Rows, err = decodeLists(files[listRowsPath]); return err },
		func() (err error) { r.Changes, err = decodeChanges(files[changesPath]); return err },
		func() (err error) { r.Lacks, err = decodeLacks(files[coveragePath]); return err },
		func() (err error) { r.Addresses, err = decodeAddresses(files[addressesPath]); return err },
		func() (err error) { r.Playgrounds, err = decodeSpots(files[playgroundsPath]); return err },
	} {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// read reads a manifest and refuses one of another format, and one that names
// what cannot lie in the folder.
func (m *Manifest) read(text []byte) error {
	if err := readJSON(manifestPath, text, m); err != nil {
		return err
	}
	bad := &byblik.Error{Kind: byblik.Invalid, File: manifestPath, Do: "get the release again"}
	if m.Format != Format2 && m.Format != Format1 {
		bad.Place, bad.Found, bad.Expected, bad.Do = "format", fmt.Sprintf("%q", m.Format), Format2+" or "+Format1, "read it with the program that wrote it"
		return bad
	}
	var err error
	if m.Period, err = byblik.ParsePeriod(m.PeriodAs); err != nil {
		bad.Place, bad.Found, bad.Expected = "period", m.PeriodAs, "a period"
		return bad
	}
	ids := []string{m.ID}
	for _, e := range m.Recipe.Earlier {
		ids = append(ids, e.ID)
	}
	for _, id := range ids {
		if !isName(id) {
			bad.Place, bad.Found, bad.Expected = "id", fmt.Sprintf("%q", id), "letters, digits and hyphens, such as minby-2025-1"
			return bad
		}
	}
	there := map[string]bool{manifestPath: true}
	for _, f := range m.Files {
		if !fs.ValidPath(f.Path) || f.Path == "." {
			bad.Place, bad.Found, bad.Expected = "files", fmt.Sprintf("the path %q", f.Path), "paths inside the folder"
			return bad
		}
		if there[f.Path] {
			bad.Place, bad.Found, bad.Expected = "files", f.Path+" twice", "each file once, and not the manifest"
			return bad
		}
		there[f.Path] = true
	}
	return nil
}

// verify reads the manifest and holds every file against it.
func (r *Release) verify(files map[string][]byte) error {
	text, ok := files[manifestPath]
	if !ok {
		return noManifest()
	}
	if err := r.Manifest.read(text); err != nil {
		return err
	}
	r.Hash = hash(text)
	listed := map[string]bool{manifestPath: true}
	for _, f := range r.Manifest.Files {
		listed[f.Path] = true
		got, ok := files[f.Path]
		if !ok {
			return &byblik.Error{Kind: byblik.Invalid, File: f.Path, Found: "no such file", Expected: "the file that the manifest names", Do: "get the release again"}
		}
		if h := hash(got); h != f.SHA256 || int64(len(got)) != f.Bytes {
			return &byblik.Error{Kind: byblik.Invalid, File: f.Path, Found: "SHA-256 " + h, Expected: f.SHA256 + ", as the manifest says", Do: "get the release again"}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if !listed[path] {
			return notListed(path)
		}
	}
	return nil
}

func readJSON(path string, text []byte, into any) error {
	err := byblik.ReadJSON(text, into)
	if err == nil {
		return nil
	}
	return &byblik.Error{Kind: byblik.Invalid, File: path, Found: err.Error(), Expected: "JSON that byblik wrote", Do: "get the release again"}
}
