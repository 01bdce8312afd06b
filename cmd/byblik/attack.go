package main

import (
	"fmt"
	"os"
	"path/filepath"

	"byblik"
	"byblik/catalog"
	"byblik/compile"
	"byblik/disclose"
	"byblik/release"

	"github.com/spf13/cobra"
)

// attackFlags are where an attack gets the truth from; all may be empty.
type attackFlags struct {
	truth                  string // file
	from, register, secret string // what the newest release was made from
}

func attackCommand() *cobra.Command {
	var f attackFlags
	cmd := &cobra.Command{
		Use:   "attack RELEASE…",
		Short: "Try to find out from releases what they must not tell",
		Long: "Reads the folders as anybody can, lays all their figures into one system and tries every attack\n" +
			"on them together: totals minus parts, linear programming, places laid over each other, percentages\n" +
			"inverted, other numbers in other files, and more. Needs no key and no register. Exit code 1 if\n" +
			"anything is found.\n\n" +
			"Whoever has the counts before protection can also ask how often the attack is right: --truth FILE\n" +
			"with the columns figure,value; or --from DIR, and --register DATA if persons were counted, to count\n" +
			"the newest release again. The counts are kept in memory and never written.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			report, err := attackFolders(args, f)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprint(cmd.OutOrStdout(), report.Summary(f.truth != "" || f.from != "")); err != nil {
				return err
			}
			return compile.RefuseBreach(report, doWithdraw)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.truth, "truth", "", "CSV of counts before protection, figure,value, which only its owner can read")
	flags.StringVar(&f.from, "from", "", "folder with the publishers' files of the newest release, to count the truth from")
	flags.StringVar(&f.register, "register", "", "data folder of byblik take, if persons were counted for it")
	flags.StringVar(&f.secret, "secret", "", "file with the key of the noise, needed with --from (an invented town has its own)")
	cmd.MarkFlagsMutuallyExclusive("truth", "from")
	return cmd
}

// attackFolders attacks releases as they lie on disk.
func attackFolders(dirs []string, f attackFlags) (*disclose.Report, error) {
	var all []*release.Release
	at := map[*release.Release]string{}
	for _, dir := range dirs {
		r, err := release.Open(os.DirFS(dir))
		if err != nil {
			return nil, err
		}
		all = append(all, r)
		at[r] = dir
	}
	release.OldestFirst(all)
	newest := all[len(all)-1]
	for _, r := range all {
		if err := r.SameAreas(newest.Manifest.Place, newest.Manifest.Frame); err != nil {
			return nil, err
		}
	}
	c, plan, err := compile.DefinitionsOf(newest)
	if err != nil {
		return nil, err
	}
	truth, err := f.counts(all, at[newest], c, plan)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, f := range newest.Manifest.Files {
		if files[f.Path], err = os.ReadFile(filepath.Join(at[newest], f.Path)); err != nil {
			return nil, internal(err, "give a folder that can be read")
		}
	}
	return compile.PastOf(all, c, plan).AttackNewest(files, formats, truth, nil)
}

// counts are the counts before protection of the newest release, which lies in
// dir; nil if they were not asked for.
func (f attackFlags) counts(all []*release.Release, dir string, c *catalog.Catalog, plan *catalog.Publication) (map[disclose.Figure]byblik.Raw, error) {
	switch {
	case f.truth != "":
		text, err := readPrivate(f.truth, "--truth", "a file with counts before protection, which only its owner can read", "make it again with chmod 600, outside everything that is public")
		if err != nil {
			return nil, err
		}
		return compile.PastOf(all, c, plan).ReadTruth(filepath.Base(f.truth), text)
	case f.from != "":
		j, err := releaseJobOf(all[len(all)-1], dir, f.from, f.secret, f.register)
		if err != nil {
			return nil, err
		}
		j.Arguments.Stress = 0 // firmness changes no count
		x, err := j.Input()
		if err != nil {
			return nil, err
		}
		return compile.Truth(*x), nil
	case f.register != "" || f.secret != "":
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--register, --secret", Found: "no --from", Expected: "--from DIR, the files that the newest release was made from", Do: "add it"}
	}
	return nil, nil
}

// doWithdraw is what to do about a breach of a release that lies there.
const doWithdraw = "do not publish the folder; withdraw it where it is public, and make a release from a changed publication plan"
