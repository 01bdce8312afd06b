package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
	"byblik/source"

	"github.com/spf13/cobra"
)

// takeFlags are the arguments of byblik take as they are written.
type takeFlags struct {
	into, definitions, today string
	accept                   []string
	memory, size             int64 // MiB
	time                     time.Duration
	expire, check            bool
	stage                    string // of the reading process
}

func takeCommand() *cobra.Command {
	f := takeFlags{}
	cmd := &cobra.Command{
		Use:   "take SOURCE FILE… [--into DIR]",
		Short: "Take deliveries: read, check, and keep them as Parquet under their hash",
		Long: "Reads each file as the definition of SOURCE says, in a process of its own with limits on memory,\n" +
			"time and size, prints its receipt and keeps it in DIR/deliveries/<sha256>/, whole or not at all.\n" +
			"A file that was taken before is not taken twice. What is printed survives a loss of power.\n\n" +
			"  byblik take --check   holds every kept delivery against its receipt\n" +
			"  byblik take --expire  deletes the deliveries whose last day has passed; receipts and hashes stay",
		Args: func(cmd *cobra.Command, args []string) error {
			if f.expire || f.check {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.MinimumNArgs(2)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.stage != "":
				return f.read(cmd.Context(), cmd.OutOrStdout(), args[0], args[1])
			case f.expire:
				return f.expired(cmd)
			case f.check:
				return f.checked(cmd)
			}
			return f.run(cmd, args[0], args[1:])
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.into, "into", "data", "the internal data folder")
	flags.StringVar(&f.definitions, "definitions", "", "folder with sources/ of your own")
	flags.StringArrayVar(&f.accept, "accept", nil, "CHECK=REASON: accept what a check found; the receipt repeats it")
	flags.Int64Var(&f.memory, "memory", 4096, "MiB of memory that the reading process may have")
	flags.Int64Var(&f.size, "size", 4096, "MiB that a file may have, as delivered and as kept")
	flags.DurationVar(&f.time, "time", 10*time.Minute, "time that the reading of a file may take")
	flags.BoolVar(&f.expire, "expire", false, "delete the deliveries whose last day has passed")
	flags.BoolVar(&f.check, "check", false, "hold every kept delivery against its receipt")
	flags.StringVar(&f.today, "today", "", "the day that counts as today, such as 2026-11-27")
	flags.StringVar(&f.stage, "stage", "", "")
	must(flags.MarkHidden("stage"))
	return cmd
}

func (f *takeFlags) deliveries() cube.Deliveries {
	return cube.Deliveries{Dir: filepath.Join(f.into, "deliveries")}
}

// day is today, as a day of the calendar.
func (f *takeFlags) day() (string, error) {
	if f.today == "" {
		return time.Now().Format(time.DateOnly), nil
	}
	if _, err := time.Parse(time.DateOnly, f.today); err != nil {
		return "", &byblik.Error{Kind: byblik.Usage, Place: "--today", Found: f.today, Expected: "a day such as 2026-11-27", Do: "correct it"}
	}
	return f.today, nil
}

// definition finds a source by its id.
func (f *takeFlags) definition(id string) (*catalog.Source, error) {
	c, err := catalog.Embedded()
	if err == nil && f.definitions != "" {
		c, err = c.Extend(os.DirFS(f.definitions))
	}
	if err != nil {
		return nil, err
	}
	if s := c.Sources[id]; s != nil {
		return s, nil
	}
	e := &byblik.Error{Kind: byblik.Usage, Place: "SOURCE", Found: id, Expected: "the id of a source", Do: "correct it; the folder with definitions of your own is named with --definitions DIR"}
	if near := source.Nearest(id, slices.Sorted(maps.Keys(c.Sources)), 3); len(near) > 0 {
		e.Do += "; the nearest: " + strings.Join(near, ", ")
	}
	return nil, e
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
	if err != nil {
		return "", internal(err, "")
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// run takes the files one after the other. A file that is refused does not
// stop the others.
func (f *takeFlags) run(cmd *cobra.Command, id string, files []string) error {
	def, err := f.definition(id)
	if err != nil {
		return err
	}
	if err := f.mayBeHeld(def); err != nil {
		return err
	}
	if f.memory < 256 || f.size < 1 || f.time <= 0 {
		return &byblik.Error{Kind: byblik.Usage, Place: "--memory, --size, --time", Found: fmt.Sprintf("%d MiB, %d MiB, %v", f.memory, f.size, f.time), Expected: "at least 256 MiB, 1 MiB and some time", Do: "correct it"}
	}
	var errs []error
	for _, file := range files {
		k, before, err := f.take(cmd.Context(), def, file)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if _, err := fmt.Fprint(cmd.OutOrStdout(), receiptText(k, before)); err != nil {
			return err
		}
	}
	return errors.Join(errs...)
}

// mayBeHeld refuses records about persons whose last day has passed.
func (f *takeFlags) mayBeHeld(def *catalog.Source) error {
	day, err := f.day()
	if err != nil || def.Protection == nil || day <= def.Protection.DeleteAfter {
		return err
	}
	return &byblik.Error{Kind: byblik.Forbidden, Place: def.ID, Found: "records that might be held until " + def.Protection.DeleteAfter, Expected: "records that may be held", Do: "agree with the publisher on a later day, and write it into a new version of the definition"}
}

// take takes one file; before says that it was taken earlier.
func (f *takeFlags) take(ctx context.Context, def *catalog.Source, file string) (k *cube.Kept, before bool, err error) {
	hash, err := f.hash(file)
	if err != nil {
		return nil, false, err
	}
	d := f.deliveries()
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
		return k, true, f.again(k, def, file)
	}
	stage, err := d.Stage()
	if err != nil {
		return nil, false, err
	}
	defer os.RemoveAll(stage) // nothing there any more where the delivery was kept
	if err := f.inChild(ctx, lock, stage, def.ID, file); err != nil {
		return nil, false, err
	}
	k, err = d.Publish(stage)
	if err == nil && k.Receipt.SHA256 != hash {
		err = &byblik.Error{Kind: byblik.Conflict, File: filepath.Base(file), Found: "a file that changed while it was read", Expected: "a file at rest", Do: "take it again"}
	}
	return k, false, err
}

// hash reads the file once, if it may be taken at all.
func (f *takeFlags) hash(file string) (string, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return "", &byblik.Error{Kind: byblik.Usage, File: filepath.Base(file), Found: "no such file", Expected: "a file to take", Do: "correct the name"}
	case !info.Mode().IsRegular():
		return "", &byblik.Error{Kind: byblik.Usage, File: filepath.Base(file), Found: "no regular file", Expected: "a file to take", Do: "save what comes through it as a file, and give that"}
	case info.Size() > f.size<<20:
		return "", &byblik.Error{Kind: byblik.Invalid, Check: "too-large", File: filepath.Base(file), Found: fmt.Sprintf("%d MiB", info.Size()>>20), Expected: fmt.Sprintf("at most %d MiB", f.size), Do: "deliver fewer years at a time, or raise --size"}
	}
	return cube.HashFile(file)
}

// again says whether a file that was taken before may stand for this request.
func (f *takeFlags) again(k *cube.Kept, def *catalog.Source, file string) error {
	print, err := readingPrint(def)
	switch {
	case err != nil:
		return err
	case k.Receipt.Source != def.ID:
		return &byblik.Error{Kind: byblik.Conflict, File: filepath.Base(file), Found: "a file that was taken as a delivery of " + k.Receipt.Source, Expected: "a delivery of " + def.ID, Do: "name the right source"}
	case k.Deleted != "":
		return &byblik.Error{Kind: byblik.Forbidden, File: filepath.Base(file), Found: "a delivery that was deleted on " + k.Deleted + ", since it might be held until " + k.DeleteAfter, Expected: "a delivery that may be held", Do: "nothing: its receipt and hashes are kept"}
	case k.Definition != "" && k.Definition != print:
		return &byblik.Error{Kind: byblik.Conflict, File: filepath.Base(file), Found: "a file that was read under another definition of " + def.ID, Expected: "the definition under which it was read",
			Do: "give the changed definition an id of its own; or, where nothing was made from the delivery yet, remove " + filepath.Join("deliveries", k.Receipt.SHA256) + " from the data folder and take it again"}
	}
	return nil
}

func receiptText(k *cube.Kept, before bool) string {
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

func (f *takeFlags) expired(cmd *cobra.Command) error {
	day, err := f.day()
	if err != nil {
		return err
	}
	d := f.deliveries()
	lock, err := d.Lock()
	if err != nil {
		return err
	}
	defer lock.Close()
	gone, err := d.Expire(day)
	for _, k := range gone {
		fmt.Fprintf(cmd.OutOrStdout(), "deleted: %s of %s, sha256 %s, which might be held until %s\n", k.Receipt.File, k.Receipt.Source, k.Receipt.SHA256, k.DeleteAfter)
	}
	if err == nil {
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d deliveries deleted\n", len(gone))
	}
	return err
}

func (f *takeFlags) checked(cmd *cobra.Command) error {
	all, err := f.deliveries().All()
	if err != nil {
		return err
	}
	var errs []error
	whole, hashes := 0, 0
	for _, k := range all {
		switch err := f.deliveries().Check(k); {
		case err != nil:
			errs = append(errs, err)
		case k.Deleted != "":
			hashes++
		default:
			whole++
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d deliveries whole, %d deleted of which the hashes are kept\n", whole, hashes)
	return err
}
