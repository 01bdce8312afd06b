package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// tally collects the measurements of all rounds.
type tally struct {
	folder   string
	seconds  map[string][]float64 // by work, or by script and step
	memory   map[string]float64   // peak in MB, by work or script
	faults   map[string][]string  // by work
	missing  map[string]string    // scripts that cannot run, and why
	limit    time.Duration        // how long a peer may take
	finished map[string]bool      // scripts that have run in this round
	faulty   bool
}

func newTally(folder string, limit time.Duration) *tally {
	return &tally{folder: folder, limit: limit, seconds: map[string][]float64{}, memory: map[string]float64{},
		faults: map[string][]string{}, missing: map[string]string{}}
}

// ours measures a work in a process of its own.
func (t *tally) ours(w work) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	out, megabytes, err := output(exec.Command(self, "-one", w.name), 0)
	if err != nil {
		return fmt.Errorf("%s: %w", w.name, err)
	}
	var r result
	if err := json.Unmarshal(out, &r); err != nil {
		return fmt.Errorf("%s: %w", w.name, err)
	}
	t.seconds[w.name] = append(t.seconds[w.name], r.Seconds)
	t.memory[w.name] = max(t.memory[w.name], megabytes)
	t.faults[w.name] = r.Faults
	t.faulty = t.faulty || len(r.Faults) > 0
	return nil
}

// peer runs a peer's script once in a round and notes the seconds of its steps.
func (t *tally) peer(p peer) {
	s := p.script
	if t.finished[s.id()] || t.missing[s.id()] != "" {
		return
	}
	t.finished[s.id()] = true
	cmd, clean, err := s.command(t.folder)
	if err != nil {
		t.missing[s.id()] = err.Error()
		return
	}
	defer clean()
	out, megabytes, err := output(cmd, t.limit)
	if err != nil {
		t.missing[s.id()] = err.Error()
		return
	}
	t.memory[s.id()] = max(t.memory[s.id()], megabytes)
	for step, v := range steps(out) {
		key := s.id() + "/" + step
		t.seconds[key] = append(t.seconds[key], v)
	}
}

// output runs a command and gives what it prints and its peak memory in MB. A
// limit above zero stops it, and what it started, after that time.
func output(cmd *exec.Cmd, limit time.Duration) ([]byte, float64, error) {
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	group(cmd)
	if err := cmd.Start(); err != nil {
		return nil, 0, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	var late <-chan time.Time
	if limit > 0 {
		late = time.After(limit)
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	defer signal.Stop(interrupted)
	var err error
	select {
	case err = <-done:
	case <-late:
		stop(cmd)
		<-done
		return nil, 0, fmt.Errorf("stopped after %s without an answer; -limit gives it more", limit)
	case <-interrupted:
		stop(cmd)
		<-done
		os.Exit(130)
	}
	if err != nil {
		lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
		return nil, 0, fmt.Errorf("%w: %s", err, lines[len(lines)-1])
	}
	return out.Bytes(), peakMegabytes(cmd.ProcessState), nil
}

// series gives the seconds of each round, summed over steps; nil where a step
// is missing.
func (t *tally) series(keys ...string) []float64 {
	var sums []float64
	for _, k := range keys {
		if len(t.seconds[k]) == 0 {
			return nil
		}
		for i, v := range t.seconds[k] {
			if i == len(sums) {
				sums = append(sums, 0)
			}
			sums[i] += v
		}
	}
	return sums
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

// row writes a work and one peer. The ratio is the median of the ratios of
// each round, so that what slows the machine down for a while slows both.
func (t *tally) row(w io.Writer, k work, p *peer) {
	own, met := t.series(k.name), "yes"
	if len(t.faults[k.name]) > 0 {
		met = "no: " + strings.Join(t.faults[k.name], "; ")
	}
	fmt.Fprintf(w, "%s\t%.3f\t%.0f\t", k.what, median(own), t.memory[k.name])
	var other []float64
	if p == nil {
		fmt.Fprint(w, "–\t–\t–\t–\t")
	} else if other = t.series(p.keys()...); other == nil {
		fmt.Fprintf(w, "%s\tnot there\t–\t–\t", p.name)
	} else {
		var ratios []float64
		for i := range min(len(own), len(other)) {
			ratios = append(ratios, other[i]/own[i])
		}
		fmt.Fprintf(w, "%s\t%.3f\t%.0f\t%.1f\t", p.name, median(other), t.memory[p.script.id()], median(ratios))
	}
	fmt.Fprintln(w, met)
}

func (t *tally) print(to io.Writer, chosen []work, withPeers bool) {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "work\tours s\tours MB\tpeer\tpeer s\tpeer MB\tratio\texpected met")
	for _, k := range chosen {
		if len(k.peers) == 0 || !withPeers {
			t.row(w, k, nil)
			continue
		}
		for i := range k.peers {
			t.row(w, k, &k.peers[i])
		}
	}
	w.Flush()
	for _, name := range slices.Sorted(maps.Keys(t.missing)) {
		fmt.Fprintf(to, "%s did not run: %s\n", name, t.missing[name])
	}
}
