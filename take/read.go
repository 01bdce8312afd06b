package take

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
	"byblik/source"
)

// answer is what the reading process prints: nothing but that the delivery is
// sealed, or the faults as they are to be told.
type answer struct {
	Sealed bool
	Kind   byblik.Kind
	Faults string
}

// refused is the error of a reading process, in its own words.
type refused struct {
	text string
	kind *byblik.Error
}

// Error gives the words of the reading process.
func (r *refused) Error() string { return r.text }

// Unwrap tells the kind.
func (r *refused) Unwrap() error { return r.kind }

// inChild reads a file in a process of its own: whatever a hostile or broken
// file does to it, this process lives on. The child holds the lock too, so
// that nobody clears its folder away while it writes.
func (t *Taking) inChild(ctx context.Context, lock *os.File, stage, file string) error {
	self, err := os.Executable()
	if err != nil {
		return byblik.Fault(err, "")
	}
	ctx, stop := context.WithTimeout(ctx, t.Time)
	defer stop()
	cmd := exec.CommandContext(ctx, self, t.Reader(stage, file)...)
	cmd.Env = append(os.Environ(), fmt.Sprintf("GOMEMLIMIT=%dMiB", t.Memory/2), "GOTRACEBACK=none")
	cmd.ExtraFiles = []*os.File{lock}
	dieWithParent(cmd)
	var out, said limited
	cmd.Stdout, cmd.Stderr = &out, &said
	err = cmd.Run()
	var a answer
	if json.Unmarshal(out.Bytes(), &a) == nil {
		if a.Sealed && err == nil {
			return nil
		}
		if a.Kind == byblik.Unavailable { // the engine met its limit before the kernel did
			a.Kind = byblik.Invalid
		}
		if a.Faults != "" {
			return &refused{a.Faults, &byblik.Error{Kind: a.Kind}}
		}
	}
	return t.stopped(ctx, filepath.Base(file), err, said.String())
}

// stopped says why a reading process came to no answer.
func (t *Taking) stopped(ctx context.Context, file string, err error, said string) error {
	e := &byblik.Error{Kind: byblik.Invalid, Check: "limits", File: file, Do: "deliver less at a time, or raise the limit if the file can be trusted"}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		e.Found, e.Expected = fmt.Sprintf("no end after %v", t.Time), "a file that is read in that time"
	case strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory") || strings.Contains(said, "bad_alloc"):
		e.Found, e.Expected = fmt.Sprintf("a need of more than %d MiB of memory", t.Memory), "a file that is read with less"
	default:
		first, _, _ := strings.Cut(said, "\n")
		e.Found, e.Expected = fmt.Sprintf("a reading process that stopped: %v %s", err, first), "a whole file in the format of the definition"
	}
	return e
}

// limited keeps the first 64 KiB of what a process says.
type limited struct{ bytes.Buffer }

// Write keeps what fits and takes the rest for written.
func (l *limited) Write(p []byte) (int, error) {
	if room := 64<<10 - l.Len(); room > 0 {
		l.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// Read is the reading process: it limits itself, reads the file, fills and
// seals the folder stage, and prints its answer to out. The program must do
// nothing else where it was started with the arguments of Reader.
func (t *Taking) Read(ctx context.Context, out io.Writer, stage, file string) error {
	if err := limitSelf(t.Memory<<20, t.Size<<20, t.Time); err != nil {
		return byblik.Fault(err, "")
	}
	a := answer{Sealed: true}
	if err := t.fill(ctx, stage, file); err != nil {
		a = answer{Kind: byblik.KindOf(err), Faults: err.Error()}
	}
	return json.NewEncoder(out).Encode(a)
}

func (t *Taking) fill(ctx context.Context, stage, file string) (err error) {
	def := t.Definition
	k := &cube.Kept{Program: t.Program, Units: def.IsUnits()}
	if k.Definition, err = readingPrint(def); err != nil {
		return err
	}
	if def.Protection != nil {
		k.DeleteAfter = def.Protection.DeleteAfter
	}
	parquet := filepath.Join(stage, "delivery.parquet")
	limits := cube.Limits{Memory: t.Memory << 20 / 2}
	if k.Units {
		k.Receipt, err = cube.WriteRecords(ctx, def, file, parquet, limits)
	} else {
		k.Receipt, err = t.fillTable(ctx, def, file, parquet, limits)
	}
	if err != nil {
		return err
	}
	return t.Deliveries.Seal(stage, k)
}

// fillTable reads a delivery by area, all its periods.
func (t *Taking) fillTable(ctx context.Context, def *catalog.Source, file, parquet string, limits cube.Limits) (byblik.Receipt, error) {
	folder := source.OneFile(os.DirFS(filepath.Dir(file)), filepath.Base(file), def, "")
	ds, err := source.Read(source.Request{FS: folder, Definition: def, AllPeriods: true, Accept: t.Accept})
	name := filepath.Base(file)
	if err != nil {
		return byblik.Receipt{}, underName(err, name)
	}
	if len(ds) != 1 {
		return byblik.Receipt{}, &byblik.Error{Kind: byblik.Invalid, File: name, Found: fmt.Sprintf("%d deliveries", len(ds)), Expected: "one delivery with at least one row", Do: "name a file of the source " + def.ID}
	}
	ds[0].Receipt.File = name
	return ds[0].Receipt, cube.WriteTable(ctx, ds[0], parquet, limits)
}

// underName gives the faults the name that the file really has.
func underName(err error, name string) error {
	switch x := err.(type) {
	case *byblik.Error:
		x.File = name
	case interface{ Unwrap() []error }:
		for _, e := range x.Unwrap() {
			_ = underName(e, name)
		}
	case interface{ Unwrap() error }:
		_ = underName(x.Unwrap(), name)
	}
	return err
}
