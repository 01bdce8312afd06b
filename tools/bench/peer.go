package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Scripts of peers that the bench folder does not have.
//
//go:embed peers/*.py peers/*.R peers/*.sh
var own embed.FS

// script is a peer's program; one run may measure several works.
type script struct {
	name    string
	program string   // interpreter
	args    []string // after the folder
	here    bool     // embedded here rather than in the bench folder
}

// peer is what a work is compared with: some steps of a script.
type peer struct {
	name   string
	script *script
	steps  []string
}

func (p peer) keys() []string {
	keys := make([]string, len(p.steps))
	for i, s := range p.steps {
		keys[i] = p.script.id() + "/" + s
	}
	return keys
}

// id tells one run of a script from another of the same script.
func (s *script) id() string { return strings.Join(append([]string{s.name}, s.args...), " ") }

// python is the system's interpreter, for which Debian packages numpy, pandas,
// scipy and shapely; another one in the path may lack them.
func python() string {
	if _, err := os.Stat("/usr/bin/python3"); err == nil {
		return "/usr/bin/python3"
	}
	return "python3"
}

// command prepares a run of the script, in an empty folder of its own, since
// some peers leave files where they stand; clean removes it.
func (s *script) command(folder string) (cmd *exec.Cmd, clean func(), err error) {
	clean = func() {}
	if _, err := exec.LookPath(s.program); err != nil {
		return nil, clean, fmt.Errorf("%s is not installed", s.program)
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return nil, clean, err
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, clean, err
	}
	clean = func() { os.RemoveAll(dir) }
	path := filepath.Join(folder, "peers", s.name)
	if s.here {
		text, err := own.ReadFile("peers/" + s.name)
		if err != nil {
			return nil, clean, err
		}
		path = filepath.Join(dir, s.name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return nil, clean, err
		}
	}
	cmd = exec.Command(s.program, append([]string{path, filepath.Join(folder, "n33000")}, s.args...)...)
	cmd.Dir = dir
	return cmd, clean, nil
}

// steps reads what a peer prints: {"T": {step: seconds, …}} or, line by line,
// {"step": …, "s": seconds}.
func steps(out []byte) map[string]float64 {
	var whole struct{ T map[string]float64 }
	if json.Unmarshal(out, &whole) == nil && whole.T != nil {
		return whole.T
	}
	all := map[string]float64{}
	for line := range strings.Lines(string(out)) {
		var one struct {
			Step string
			S    float64
		}
		if json.Unmarshal([]byte(line), &one) == nil && one.Step != "" {
			all[one.Step] = one.S
		}
	}
	return all
}
