package take

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
)

// Taking is how files of one source are taken.
type Taking struct {
	Deliveries cube.Deliveries // where they are kept
	Definition *catalog.Source
	Accept     map[string]string // checks that are accepted, with the reason
	Program    string            // name and version, for the receipt
	// Limits of the reading process: MiB of memory, MiB of a file as delivered
	// and as kept, and time.
	Memory, Size int64
	Time         time.Duration
	// Reader gives the arguments with which this program, started again, calls
	// Read with a stage and a file.
	Reader func(stage, file string) []string
}

// Check refuses limits under which nothing can be read, and records about
// persons whose last day lies before today, a day such as 2026-11-27.
func (t *Taking) Check(today string) error {
	p := t.Definition.Protection
	if p != nil && today > p.DeleteAfter {
		return &byblik.Error{Kind: byblik.Forbidden, Place: t.Definition.ID, Found: "records that might be held until " + p.DeleteAfter, Expected: "records that may be held", Do: "agree with the publisher on a later day, and write it into a new version of the definition"}
	}
	if t.Memory < 256 || t.Size < 1 || t.Time <= 0 {
		return &byblik.Error{Kind: byblik.Usage, Place: "--memory, --size, --time", Found: fmt.Sprintf("%d MiB, %d MiB, %v", t.Memory, t.Size, t.Time), Expected: "at least 256 MiB, 1 MiB and some time", Do: "correct it"}
	}
	return nil
}

// File takes one file; before says that it was taken earlier.
func (t *Taking) File(ctx context.Context, file string) (k *cube.Kept, before bool, err error) {
	hash, err := t.hash(file)
	if err != nil {
		return nil, false, err
	}
	d := t.Deliveries
	lock, err := d.Lock()
	if err != nil {
		return nil, false, err
	}
	defer lock.Close()
	k, err = d.Find(hash)
	if err != nil {
		return nil, false, err
	}
	if k != nil {
		return k, true, t.again(k, file)
	}
	stage, err := d.Stage()
	if err != nil {
		return nil, false, err
	}
	defer os.RemoveAll(stage) // nothing there any more where the delivery was kept
	if err := t.inChild(ctx, lock, stage, file); err != nil {
		return nil, false, err
	}
	k, err = d.Publish(stage)
	if err == nil && k.Receipt.SHA256 != hash {
		err = &byblik.Error{Kind: byblik.Conflict, File: filepath.Base(file), Found: "a file that changed while it was read", Expected: "a file at rest", Do: "take it again"}
	}
	return k, false, err
}

// hash reads the file once, if it may be taken at all.
func (t *Taking) hash(file string) (string, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return "", &byblik.Error{Kind: byblik.Usage, File: filepath.Base(file), Found: "no such file", Expected: "a file to take", Do: "correct the name"}
	case info.IsDir():
		return "", &byblik.Error{Kind: byblik.Usage, File: filepath.Base(file), Found: "a folder", Expected: "a file to take", Do: "name the files in it"}
	case strings.EqualFold(filepath.Ext(file), ".shp"):
		return "", &byblik.Error{Kind: byblik.Usage, File: filepath.Base(file), Found: "one file of a shapefile", Expected: "a zip file that holds all of them", Do: "pack .shp, .dbf, .prj and .cpg into one zip file and take that: a delivery is one file with one hash"}
	case !info.Mode().IsRegular():
		return "", &byblik.Error{Kind: byblik.Usage, File: filepath.Base(file), Found: "no regular file", Expected: "a file to take", Do: "save what comes through it as a file, and give that"}
	case info.Size() > t.Size<<20:
		return "", &byblik.Error{Kind: byblik.Invalid, Check: "too-large", File: filepath.Base(file), Found: fmt.Sprintf("%d MiB", info.Size()>>20), Expected: fmt.Sprintf("at most %d MiB", t.Size), Do: "deliver fewer years at a time, or raise --size"}
	}
	return cube.HashFile(file)
}

// again says whether a file that was taken before may stand for this request.
func (t *Taking) again(k *cube.Kept, file string) error {
	print, err := readingPrint(t.Definition)
	switch {
	case err != nil:
		return err
	case k.Receipt.Source != t.Definition.ID:
		return &byblik.Error{Kind: byblik.Conflict, File: filepath.Base(file), Found: "a file that was taken as a delivery of " + k.Receipt.Source, Expected: "a delivery of " + t.Definition.ID, Do: "name the right source"}
	case k.Deleted != "":
		return &byblik.Error{Kind: byblik.Forbidden, File: filepath.Base(file), Found: "a delivery that was deleted on " + k.Deleted + ", since it might be held until " + k.DeleteAfter, Expected: "a delivery that may be held", Do: "nothing: its receipt and hashes are kept"}
	case k.Definition != "" && k.Definition != print:
		return &byblik.Error{Kind: byblik.Conflict, File: filepath.Base(file), Found: "a file that was read under another definition of " + t.Definition.ID, Expected: "the definition under which it was read",
			Do: "give the changed definition an id of its own; or, where nothing was made from the delivery yet, remove " + filepath.Join("deliveries", k.Receipt.SHA256) + " from the data folder and take it again"}
	}
	return nil
}

// readingPrint is the SHA-256 of what a definition says of reading: all but its
// words for people and what the law asks.
func readingPrint(def *catalog.Source) (string, error) {
	s := *def
	s.Title, s.Publisher, s.Licence, s.Attribution, s.Notes, s.Protection = catalog.Text{}, "", "", catalog.Text{}, nil, nil
	s.Columns = slices.Clone(s.Columns)
	for i := range s.Columns {
		s.Columns[i].Unit, s.Columns[i].Note = "", nil
	}
	text, err := json.Marshal(s)
	var said map[string]any
	if err == nil {
		err = json.Unmarshal(text, &said)
	}
	if err == nil {
		text, err = json.Marshal(filled(said))
	}
	if err != nil {
		return "", byblik.Fault(err, "")
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// filled leaves out the fields that say nothing, so that one that a later
// program knows changes no definition that does not use it. It gives nil where
// nothing is left.
func filled(said any) any {
	switch v := said.(type) {
	case map[string]any:
		for name, inner := range v {
			limit := (name == "Min" || name == "Max") && inner != nil // a limit of 0 is one
			if v[name] = filled(inner); v[name] == nil && limit {
				v[name] = inner
			} else if v[name] == nil {
				delete(v, name)
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		for i := range v {
			v[i] = filled(v[i])
		}
		if len(v) == 0 {
			return nil
		}
	case string, float64, bool:
		if v == "" || v == 0.0 || v == false {
			return nil
		}
	}
	return said
}

// Receipt tells what came and what was done with it, for a person to read;
// before says that it was taken earlier.
func Receipt(k *cube.Kept, before bool) string {
	r := &k.Receipt
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s, %d bytes, sha256 %s\n", r.Source, r.File, r.Bytes, r.SHA256)
	fmt.Fprintf(&b, "  %d rows read, %d used, %d of other periods or authorities, %d left out, %d repaired, %d warnings\n",
		r.RowsRead, r.RowsUsed, r.Elsewhere, r.RowsRefused(), len(r.Repaired), len(r.Warnings))
	for _, x := range r.Refused {
		fmt.Fprintf(&b, "  left out: line %d, %s: %s\n", x.Line, x.Check, x.Reason)
	}
	for _, c := range r.Ranges {
		if c.Missing > 0 {
			fmt.Fprintf(&b, "  %s: %d missing of %d\n", c.Column, c.Missing, c.Missing+c.Present)
		}
	}
	if k.DeleteAfter != "" {
		fmt.Fprintf(&b, "  may be held until %s\n", k.DeleteAfter)
	}
	if before {
		b.WriteString("  was taken before\n")
	} else {
		fmt.Fprintf(&b, "  kept: %d bytes\n", k.Bytes)
	}
	return b.String()
}
