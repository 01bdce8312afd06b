// Command bench measures byblik's numerics beside what a user would otherwise
// pick, on the same files, in one run, taking turns, and says whether the
// figures are those that every implementation must reach.
//
// The bench folder (33,000 areas, expected.json, the peers' scripts) is named
// by BYBLIK_BENCH, or lies beside the folder named by BYBLIK_REFERENCE. Every
// measurement is a process of its own, so that its peak memory is its own.
// Seconds depend on the machine and on what else it does; compare the ratios,
// which are medians over the rounds.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 3, "how often each is measured, taking turns")
	only := flag.String("only", "", "works to measure, such as ranks,queen; all if empty")
	limit := flag.Duration("limit", 5*time.Minute, "how long a peer may take before it is stopped")
	peers := flag.Bool("peers", true, "measure the peers too")
	one := flag.String("one", "", "measure one work of ours once, here, and print it (used by bench itself)")
	flag.Parse()
	folder, err := benchFolder()
	if err == nil && *one != "" {
		err = measureHere(folder, *one)
	} else if err == nil {
		err = compare(folder, *rounds, *only, *peers, *limit)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func benchFolder() (string, error) {
	folder := os.Getenv("BYBLIK_BENCH")
	if folder == "" {
		if reference := os.Getenv("BYBLIK_REFERENCE"); reference != "" {
			folder = filepath.Join(reference, "..", "bench")
		}
	}
	if folder == "" {
		return "", fmt.Errorf("BYBLIK_BENCH is not set: point it to the bench folder, or BYBLIK_REFERENCE to the reference data beside it")
	}
	if _, err := os.Stat(filepath.Join(folder, "expected.json")); err != nil {
		return "", fmt.Errorf("no bench folder: %w", err)
	}
	return folder, nil
}

// result is what one measurement of ours prints.
type result struct {
	Seconds float64
	Faults  []string // figures that are not the expected ones
}

func measureHere(folder, name string) error {
	k := slices.IndexFunc(works, func(w work) bool { return w.name == name })
	if k < 0 {
		return fmt.Errorf("no work %q", name)
	}
	r, err := works[k].ours(bench{folder})
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

func compare(folder string, rounds int, only string, withPeers bool, limit time.Duration) error {
	chosen := slices.Clone(works)
	if only != "" {
		names := strings.Split(only, ",")
		chosen = slices.DeleteFunc(chosen, func(w work) bool { return !slices.Contains(names, w.name) })
	}
	if len(chosen) == 0 || rounds < 1 {
		return fmt.Errorf("nothing to measure")
	}
	t := newTally(folder, limit)
	for round := range rounds {
		t.finished = map[string]bool{}
		for _, w := range chosen {
			fmt.Fprintf(os.Stderr, "round %d of %d: %s\n", round+1, rounds, w.name)
			if err := t.ours(w); err != nil {
				return err
			}
			for _, p := range w.peers {
				if withPeers {
					t.peer(p)
				}
			}
		}
	}
	t.print(os.Stdout, chosen, withPeers)
	if t.faulty {
		return fmt.Errorf("figures are not the expected ones")
	}
	return nil
}
