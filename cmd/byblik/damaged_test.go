package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Files of Minby that the damages below change.
const (
	figuresFile = "minby_figures.csv"
	areasFile   = "minby_areas.geojson"
)

// damaged changes one file of a good delivery.
type damaged struct {
	name string
	file string
	do   func(text []byte) []byte // nil: the file is removed
	want string                   // part of the message
}

// rewrite changes the n-th line (from 1) of a table.
func rewrite(n int, f func(cells []string) []string) func([]byte) []byte {
	return func(text []byte) []byte {
		lines := strings.Split(string(text), "\n")
		lines[n-1] = strings.Join(f(strings.Split(strings.TrimRight(lines[n-1], "\r"), ";")), ";")
		return []byte(strings.Join(lines, "\n"))
	}
}

func cell(i int, value string) func([]string) []string {
	return func(c []string) []string { c[i] = value; return c }
}

func cut(share float64) func([]byte) []byte {
	return func(text []byte) []byte { return text[:int(float64(len(text))*share)] }
}

func zip(text []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(text)
	_ = z.Close()
	return b.Bytes()
}

func utf16(text []byte) []byte {
	out := []byte{0xff, 0xfe}
	for _, r := range string(text) {
		out = append(out, byte(r), byte(r>>8))
	}
	return out
}

func repeatLine(n int) func([]byte) []byte {
	return func(text []byte) []byte {
		lines := strings.SplitAfter(string(text), "\n")
		return []byte(strings.Join(lines[:n], "") + lines[n-1] + strings.Join(lines[n:], ""))
	}
}

func dropLine(n int) func([]byte) []byte {
	return func(text []byte) []byte {
		lines := strings.SplitAfter(string(text), "\n")
		return []byte(strings.Join(lines[:n-1], "") + strings.Join(lines[n:], ""))
	}
}

var place = regexp.MustCompile(`byblik: [^ ]+`)

// A damaged delivery is refused with exit code 3, or 2 where a whole file is
// absent, with a message that names the file and says what to do; nothing is
// written.
func TestDamagedDeliveriesAreRefused(t *testing.T) {
	good := minbyFolder(t)
	for _, d := range damages() {
		t.Run(d.name, func(t *testing.T) {
			from := filepath.Join(t.TempDir(), "in")
			if err := os.CopyFS(from, os.DirFS(good)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(from, d.file)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if d.do == nil {
				err = os.Remove(path)
			} else {
				bad := d.do(text)
				if bytes.Equal(bad, text) {
					t.Fatal("the damage changes nothing")
				}
				err = os.WriteFile(path, bad, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(t.TempDir(), "out")
			code, stdout, stderr := command(t, "screen", "minby-2025", "--from", from, "--out", out)
			if code != exitRefused && (code != exitUsage || d.do != nil) {
				t.Errorf("exit %d\n%s%s", code, stdout, stderr)
			}
			named := strings.Contains(stderr, d.file) || strings.HasPrefix(d.want, figuresFile)
			if !strings.Contains(stderr, d.want) || !named || !place.MatchString(stderr) {
				t.Errorf("want a message about %s with %q, got\n%s", d.file, d.want, stderr)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("a refused run left a folder")
			}
			if rest, _ := filepath.Glob(filepath.Join(filepath.Dir(out), ".byblik-*")); rest != nil {
				t.Errorf("left behind: %v", rest)
			}
		})
	}
}
