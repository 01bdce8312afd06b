package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/compile"
	"byblik/disclose"
	"byblik/folder"
	"byblik/gather"
	"byblik/minby"
	"byblik/publish"
	"byblik/release"
	"byblik/run"

	"github.com/spf13/cobra"
)

// releaseJob is one release to make.
type releaseJob struct {
	gather.Release
	from      delivered
	registers *registers // that persons are counted from; nil counts none
	together  bool       // Earlier holds all of the place's releases, so none may come meanwhile
}

// newReleaseJob makes the job of a release over the files that were named.
func newReleaseJob(r *gather.Release, from delivered, secret []byte) (*releaseJob, error) {
	key, err := disclose.SecretOf(secret)
	j := &releaseJob{Release: *r}
	j.Version, j.Secret = version, key
	j.over(from)
	return j, err
}

// over lets a release be made from the files that were named.
func (j *releaseJob) over(from delivered) {
	j.from, j.Homes = from, from.FS
	from.over(&j.Request)
}

// count lets persons be counted from registers.
func (j *releaseJob) count(r *registers) { j.registers, j.Persons = r, r.persons() }

// releaseMinby makes the invented town's release, with a tenth of the usual
// plausible screenings.
func releaseMinby(cmd *cobra.Command, releases string, seed uint64) error {
	j, err := releaseOfMinby(seed, demoStress)
	if err != nil {
		return err
	}
	j.Progress, j.Stage = newProgress(cmd.ErrOrStderr()), newStages(cmd.ErrOrStderr())
	return j.write(cmd.OutOrStdout(), releases, false)
}

// releaseOfMinby is the making of the invented town's release.
func releaseOfMinby(seed uint64, stress int) (*releaseJob, error) {
	c, rules, err := ruleSet(minbyRules)
	if err != nil {
		return nil, err
	}
	plan, err := gather.PlanOf(c, rules, "")
	if err != nil {
		return nil, err
	}
	r := gather.Release{Request: gather.Request{Catalog: c, Rules: rules, Arguments: run.Arguments{Lang: catalog.En, Seed: seed, Stress: stress}}, Plan: plan}
	return newReleaseJob(&r, delivered{FS: minby.Files(seed)}, []byte(minbySecret))
}

// carryOut takes one period through all stages, attacks what comes out and
// gives the release with its files. Nothing is on disk yet when it returns.
func (j *releaseJob) carryOut() (*release.Release, map[string][]byte, error) {
	x, err := j.Input()
	if err != nil {
		return nil, nil, err
	}
	return compile.Finished(*x, formats, j.Now)
}

// formats are those of package publish.
var formats = compile.Formats{Write: publish.Files, Channels: func(id string, files map[string][]byte) (all []disclose.Channel, err error) {
	read, err := publish.Channels(id, files)
	for _, c := range read {
		all = append(all, disclose.Channel(c))
	}
	return all, err
}}

// write makes the release and puts its folder below releases, whole or not at
// all.
func (j *releaseJob) write(w io.Writer, releases string, dry bool) error {
	if !dry {
		left, err := folder.Clear(releases)
		if err != nil {
			return err
		}
		for _, name := range left {
			if _, err := fmt.Fprintf(w, "removed %s, which a run that was killed had left in %s\n", name, releases); err != nil {
				return err
			}
		}
	}
	r, files, err := j.carryOut()
	if err != nil {
		return err
	}
	dir := filepath.Join(releases, r.Manifest.ID)
	if err := folder.Refuse(dir); err != nil {
		return err
	}
	where := "  nothing is written: a dry run"
	if !dry {
		if err := j.put(releases, r.Manifest.ID, files); err != nil {
			return err
		}
		where = "  written to " + dir
	}
	_, err = fmt.Fprintln(w, compile.Summary(r, len(files))+where)
	return err
}

// put writes the folder of a release. Of two runs at the same time the second
// finds that it was not attacked together with the first.
func (j *releaseJob) put(releases, id string, files map[string][]byte) error {
	return folder.WriteAmong(releases, id, files, func() error {
		if !j.together {
			return nil
		}
		now, err := earlierReleases(releases, j.Catalog.PlaceOf(j.Plan), j.Rules.Areas.Frame)
		if err != nil {
			return err
		}
		if !slices.EqualFunc(now, j.Earlier, func(a, b *release.Release) bool { return a.Hash == b.Hash }) {
			return &byblik.Error{Kind: byblik.Conflict, File: filepath.Base(releases), Found: "a release that came or went while this one was made", Expected: "the releases that it was attacked together with",
				Do: "run again: nothing was written"}
		}
		return nil
	})
}

// earlierReleases opens the releases of the same place that are there.
func earlierReleases(releases string, place catalog.Text, frame byblik.Frame) ([]*release.Release, error) {
	switch _, err := os.ReadDir(releases); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, internal(err, "choose an --out that can be read")
	}
	return release.OfPlace(os.DirFS(releases), place, frame)
}
