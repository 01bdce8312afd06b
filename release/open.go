package release

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"byblik"
)

// Open reads a release and refuses a folder of which one byte differs from
// its manifest, in which a file lacks, or in which there is one more. The
// error is a *byblik.Error.
func Open(fsys fs.FS) (*Release, error) {
	files, err := readAll(fsys)
	if err != nil {
		return nil, err
	}
	return Decode(files)
}

// readAll reads every file of a folder.
func readAll(fsys fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[path], err = fs.ReadFile(fsys, path)
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &byblik.Error{Kind: byblik.NotFound, Found: "no such folder", Expected: "the folder of a release", Do: "correct the path"}
	case err != nil:
		return nil, &byblik.Error{Kind: byblik.Unavailable, Found: err.Error(), Expected: "the folder of a release", Do: "look at the folder"}
	}
	return files, nil
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
	}{{indicatorsPath, &r.Indicators}, {screeningPath, &r.Screening}, {listsPath, &r.Lists}, {sourcesPath, &r.Sources}, {birthsPath, &r.Births},
		{protectionPath, &r.Protection}, {certificatePath, &r.Certificate}, {interventionsPath, &r.Interventions}} {
		if err := readJSON(x.path, files[x.path], x.into); err != nil {
			return nil, err
		}
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
	return r, errors.Join(r.decodeTables(files), r.Geography.decode(r, files))
}

// decodeTables reads the tables that lean on levels and figures.
func (r *Release) decodeTables(files map[string][]byte) (err error) {
	if err := r.decodeTrends(files[trendsPath]); err != nil {
		return err
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
	return r.check()
}

// verify reads the manifest and holds every file against it.
func (r *Release) verify(files map[string][]byte) error {
	text, ok := files[manifestPath]
	if !ok {
		return &byblik.Error{Kind: byblik.NotFound, File: manifestPath, Found: "no such file", Expected: "the folder of a release", Do: "correct the path"}
	}
	if err := readJSON(manifestPath, text, &r.Manifest); err != nil {
		return err
	}
	if r.Manifest.Format != Format1 {
		return &byblik.Error{Kind: byblik.Invalid, File: manifestPath, Place: "format", Found: fmt.Sprintf("%q", r.Manifest.Format), Expected: Format1, Do: "read it with the program that wrote it"}
	}
	var err error
	if r.Manifest.Period, err = byblik.ParsePeriod(r.Manifest.PeriodAs); err != nil {
		return &byblik.Error{Kind: byblik.Invalid, File: manifestPath, Place: "period", Found: r.Manifest.PeriodAs, Expected: "a period", Do: "get the release again"}
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
	var more []string
	for path := range files {
		if !listed[path] {
			more = append(more, path)
		}
	}
	if len(more) > 0 {
		slices.Sort(more)
		return &byblik.Error{Kind: byblik.Invalid, File: more[0], Found: "a file that the manifest does not name", Expected: "no other file", Do: "take it out of the folder"}
	}
	return nil
}

func readJSON(path string, text []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return &byblik.Error{Kind: byblik.Invalid, File: path, Found: err.Error(), Expected: "JSON that byblik wrote", Do: "get the release again"}
	}
	return nil
}
