package main

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
func (f *takeFlags) inChild(ctx context.Context, lock *os.File, stage, source, file string) error {
	self, err := os.Executable()
	if err != nil {
		return internal(err, "")
	}
	ctx, stop := context.WithTimeout(ctx, f.time)
	defer stop()
	args := []string{"take", source, file, "--stage", stage, "--memory", fmt.Sprint(f.memory), "--size", fmt.Sprint(f.size), "--definitions", f.definitions}
	for _, a := range f.accept {
		args = append(args, "--accept", a)
	}
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Env = append(os.Environ(), fmt.Sprintf("GOMEMLIMIT=%dMiB", f.memory/2), "GOTRACEBACK=none")
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
	return f.stopped(ctx, filepath.Base(file), err, said.String())
}

// stopped says why a reading process came to no answer.
func (f *takeFlags) stopped(ctx context.Context, file string, err error, said string) error {
	e := &byblik.Error{Kind: byblik.Invalid, Check: "limits", File: file, Do: "deliver less at a time, or raise the limit if the file can be trusted"}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		e.Found, e.Expected = fmt.Sprintf("no end after %v", f.time), "a file that is read in that time"
	case strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory") || strings.Contains(said, "bad_alloc"):
		e.Found, e.Expected = fmt.Sprintf("a need of more than %d MiB of memory", f.memory), "a file that is read with less"
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

// read is the reading process: it limits itself, reads the file, fills and
// seals the folder, and prints its answer.
func (f *takeFlags) read(ctx context.Context, out io.Writer, id, file string) error {
	if err := limitSelf(f.memory<<20, f.size<<20, f.time); err != nil {
		return internal(err, "")
	}
	a := answer{Sealed: true}
	if err := f.fill(ctx, id, file); err != nil {
		a = answer{Kind: byblik.KindOf(err), Faults: err.Error()}
	}
	return json.NewEncoder(out).Encode(a)
}

func (f *takeFlags) fill(ctx context.Context, id, file string) error {
	def, err := f.definition(id)
	if err != nil {
		return err
	}
	k := &cube.Kept{Program: "byblik " + version, Units: def.IsUnits()}
	if k.Definition, err = readingPrint(def); err != nil {
		return err
	}
	if def.Protection != nil {
		k.DeleteAfter = def.Protection.DeleteAfter
	}
	parquet := filepath.Join(f.stage, "delivery.parquet")
	limits := cube.Limits{Memory: f.memory << 20 / 2}
	if k.Units {
		k.Receipt, err = cube.WriteRecords(ctx, def, file, parquet, limits)
	} else {
		k.Receipt, err = f.fillTable(ctx, def, file, parquet, limits)
	}
	if err != nil {
		return err
	}
	return f.deliveries().Seal(f.stage, k)
}

// fillTable reads a delivery by area, all its periods.
func (f *takeFlags) fillTable(ctx context.Context, def *catalog.Source, file, parquet string, limits cube.Limits) (byblik.Receipt, error) {
	args, err := (&screenFlags{accept: f.accept, lang: "en"}).arguments()
	if err != nil {
		return byblik.Receipt{}, err
	}
	folder := newOneFile(os.DirFS(filepath.Dir(file)), filepath.Base(file), def, "")
	ds, err := source.Read(source.Request{FS: folder, Definition: def, AllPeriods: true, Accept: args.Reasons()})
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
