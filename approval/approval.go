// Package approval lets a release become public at an hour.
//
// # The idea
//
// A release is made by a program and becomes public by a person. The person's
// approval is a small file beside the folder, never in it:
// minby-2025-1.approval.json beside minby-2025-1. It is bound to the release by
// its hash, so that no other bytes can take its place, and its hour is never
// before the release's own.
package approval

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"byblik"
	"byblik/folder"
	"byblik/release"
)

// End ends the name of an approval, after the id of the release.
const End = ".approval.json"

// approval is the file.
type approval struct {
	Release string    `json:"release"`
	Hash    string    `json:"hash"` // SHA-256 of manifest.json
	Hour    time.Time `json:"hour"`
	By      string    `json:"by"`
}

// Give checks every byte of the release in a folder, writes the approval
// beside it, whole or not at all, and gives its path. An hour of zero is that of the
// release; an earlier one is refused.
func Give(dir, by string, hour time.Time) (string, error) {
	dir, err := filepath.Abs(dir) // "." has a name and a folder above it
	if err != nil {
		return "", byblik.Fault(err, "")
	}
	r, err := release.Open(os.DirFS(dir))
	if err != nil {
		return "", err
	}
	if by = strings.TrimSpace(by); by == "" {
		return "", &byblik.Error{Kind: byblik.Usage, Place: "--by", Found: "no name", Expected: "who approves", Do: "give the name"}
	}
	if name := filepath.Base(dir); name != r.Manifest.ID {
		return "", &byblik.Error{Kind: byblik.Usage, Place: "RELEASE", Found: "the release " + r.Manifest.ID + " in a folder named " + name, Expected: "a folder named " + r.Manifest.ID,
			Do: "rename the folder: serve looks for a release under its own name"}
	}
	if hour.IsZero() {
		hour = r.Manifest.Hour
	}
	if hour.Before(r.Manifest.Hour) {
		return "", &byblik.Error{Kind: byblik.Usage, Place: "--at", Found: hour.Format(time.RFC3339), Expected: "not before " + r.Manifest.Hour.Format(time.RFC3339) + ", the hour of the release", Do: "choose a later hour"}
	}
	text, err := json.MarshalIndent(approval{Release: r.Manifest.ID, Hash: r.Hash, Hour: hour, By: by}, "", "  ")
	if err != nil {
		return "", byblik.Fault(err, "")
	}
	path := filepath.Join(filepath.Dir(dir), r.Manifest.ID+End)
	return path, replace(path, append(text, '\n'))
}

// replace writes a file whole or not at all.
func replace(path string, text []byte) error {
	half := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".half")
	if err := folder.WriteFile(half, text); err != nil {
		return byblik.Fault(err, "make room")
	}
	if err := os.Rename(half, path); err != nil {
		return byblik.Fault(err, "")
	}
	return folder.Sync(filepath.Dir(path))
}

// Open reads the release that an approval is of, from the folder of releases
// in which both lie, and holds one against the other. The hour is that from which the
// release may be shown.
func Open(releases fs.FS, name string, text []byte) (r *release.Release, hour time.Time, err error) {
	bad := func(kind byblik.Kind, found, expected, do string) (*release.Release, time.Time, error) {
		return nil, time.Time{}, &byblik.Error{Kind: kind, File: name, Found: found, Expected: expected, Do: do}
	}
	var a approval
	dec := json.NewDecoder(strings.NewReader(string(text)))
	if err := dec.Decode(&a); err != nil || a.Release == "" || a.Hour.IsZero() {
		return bad(byblik.Invalid, "what is not an approval", "the file that byblik approve writes", "approve the release again")
	}
	if _, err := dec.Token(); err != io.EOF {
		return bad(byblik.Invalid, "something after the end of the approval", "the file that byblik approve writes", "approve the release again")
	}
	if id := strings.TrimSuffix(name, End); a.Release != id {
		return bad(byblik.Invalid, fmt.Sprintf("the approval of %q", a.Release), "that of "+id, "approve the release again")
	}
	sub, err := fs.Sub(releases, a.Release)
	if err != nil {
		return nil, time.Time{}, err
	}
	if r, err = release.Open(sub); err != nil {
		return nil, time.Time{}, err
	}
	if r.Manifest.ID != a.Release || r.Hash != a.Hash {
		return bad(byblik.Conflict, "another release than the one that was approved", "hash "+a.Hash, "put the approved release back, or approve this one")
	}
	if hour = a.Hour; r.Manifest.Hour.After(hour) {
		hour = r.Manifest.Hour
	}
	return r, hour, nil
}
