package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"byblik"
	"byblik/folder"
	"byblik/release"

	"github.com/spf13/cobra"
)

// approval lets a release become public at an hour. It lies beside the folder,
// never in it, and is bound to the release by its hash.
type approval struct {
	Release string    `json:"release"`
	Hash    string    `json:"hash"` // SHA-256 of manifest.json
	Hour    time.Time `json:"hour"`
	By      string    `json:"by"`
}

func approveCommand() *cobra.Command {
	var by, at string
	cmd := &cobra.Command{
		Use:   "approve RELEASE --by NAME --at HOUR",
		Short: "Let a release become public at an hour",
		Long: "Checks every byte of the release and writes an approval beside its folder. byblik serve shows a\n" +
			"release from the hour of its approval on, and no release without one. The hour is not before that\n" +
			"of the release itself.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path, err := approve(args[0], by, at)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "approved: %s\n", path)
			return err
		},
	}
	cmd.Flags().StringVar(&by, "by", "", "who approves")
	cmd.Flags().StringVar(&at, "at", "", "hour at which it becomes public, such as 2026-12-01T07:00:00Z (the hour of the release)")
	must(cmd.MarkFlagRequired("by"))
	return cmd
}

// approve gives the path of the approval that it writes.
func approve(dir, by, at string) (string, error) {
	dir, err := filepath.Abs(dir) // "." has a name and a folder above it
	if err != nil {
		return "", internal(err, "")
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
	hour, err := hourOf("--at", at)
	if err != nil {
		return "", err
	}
	if hour.IsZero() {
		hour = r.Manifest.Hour
	}
	if hour.Before(r.Manifest.Hour) {
		return "", &byblik.Error{Kind: byblik.Usage, Place: "--at", Found: hour.Format(time.RFC3339), Expected: "not before " + r.Manifest.Hour.Format(time.RFC3339) + ", the hour of the release", Do: "choose a later hour"}
	}
	text, err := json.MarshalIndent(approval{Release: r.Manifest.ID, Hash: r.Hash, Hour: hour, By: by}, "", "  ")
	if err != nil {
		return "", internal(err, "")
	}
	path := filepath.Join(filepath.Dir(dir), r.Manifest.ID+approvalEnd)
	return path, replaceFile(path, append(text, '\n'))
}

// replaceFile writes a file whole or not at all.
func replaceFile(path string, text []byte) error {
	half := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".half")
	if err := folder.WriteFile(half, text); err != nil {
		return internal(err, "make room")
	}
	if err := os.Rename(half, path); err != nil {
		return internal(err, "")
	}
	return folder.Sync(filepath.Dir(path))
}
