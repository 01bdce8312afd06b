package main

import (
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
	"byblik/take"

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
				t, err := f.taking(args[0])
				if err != nil {
					return err
				}
				return t.Read(cmd.Context(), cmd.OutOrStdout(), f.stage, args[1])
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

// taking is how files of a source are taken; the process that reads gets the
// same flags and the stage.
func (f *takeFlags) taking(id string) (*take.Taking, error) {
	def, err := f.definition(id)
	if err != nil {
		return nil, err
	}
	args, err := (&screenFlags{accept: f.accept, lang: "en"}).arguments()
	if err != nil {
		return nil, err
	}
	return &take.Taking{Deliveries: f.deliveries(), Definition: def, Accept: args.Reasons(), Program: "byblik " + version, Memory: f.memory, Size: f.size, Time: f.time,
		Reader: func(stage, file string) []string {
			out := []string{"take", "--stage", stage, "--memory", fmt.Sprint(f.memory), "--size", fmt.Sprint(f.size), "--time", f.time.String(), "--definitions", f.definitions}
			for _, a := range f.accept {
				out = append(out, "--accept", a)
			}
			return append(out, "--", id, file) // whatever sign a name begins with
		}}, nil
}

// run takes the files one after the other. A file that is refused does not
// stop the others.
func (f *takeFlags) run(cmd *cobra.Command, id string, files []string) error {
	t, err := f.taking(id)
	if err != nil {
		return err
	}
	day, err := f.day()
	if err != nil {
		return err
	}
	if err := t.Check(day); err != nil {
		return err
	}
	var errs []error
	for _, file := range files {
		k, before, err := t.File(cmd.Context(), file)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if _, err := fmt.Fprint(cmd.OutOrStdout(), take.Receipt(k, before)); err != nil {
			return err
		}
	}
	return errors.Join(errs...)
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
