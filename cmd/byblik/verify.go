package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"byblik"
	"byblik/crosswalk"
	"byblik/dossier"
	"byblik/gather"
	"byblik/housing"
	"byblik/run"
	"byblik/source"

	"github.com/spf13/cobra"
)

func verifyCommand() *cobra.Command {
	var from, secret, register string
	cmd := &cobra.Command{
		Use:   "verify DIR --from DIR",
		Short: "Make an output folder or a release again and compare every byte",
		Long: "Reads recipe.json of an output folder, or the manifest of a release, makes it again over the\n" +
			"files in --from and compares. A release needs the key of its noise (--secret), and one that was\n" +
			"counted from registers the data folder of byblik take (--register). Where such a register was deleted\n" +
			"when its last day had passed, hashes are all that is checked, and verify says so.\n" +
			"Exit code 1 names the input file whose hash changed and the first cell that differs.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			check := func() (string, error) { return verifyFolder(args[0], from, register) }
			if isRelease(args[0]) {
				check = func() (string, error) { return verifyRelease(args[0], from, secret, register) }
			}
			said, err := check()
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(cmd.OutOrStdout(), said)
			return err
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "folder with the publishers' files, or the one file")
	cmd.Flags().StringVar(&secret, "secret", "", "for a release: file with the key of the noise (an invented town has its own)")
	cmd.Flags().StringVar(&register, "register", "", "for a release that was counted from registers: data folder of byblik take")
	must(cmd.MarkFlagRequired("from"))
	return cmd
}

// same is what is said of a folder that came out the same.
func same(files int) string { return fmt.Sprintf("the same: %d files, byte for byte\n", files) }

// verifyFolder verifies the output folder of a screening, which counts no
// register.
func verifyFolder(dir, from, register string) (string, error) {
	if register != "" {
		return "", &byblik.Error{Kind: byblik.Usage, Place: "--register", Found: "no release", Expected: "a release that was counted from registers", Do: "leave out --register"}
	}
	n, err := verify(dir, from)
	return same(n), err
}

// verify gives the number of files that were compared.
func verify(dir, from string) (int, error) {
	there, err := readFolder(dir)
	if err != nil {
		return 0, err
	}
	switch commandOf(there["recipe.json"]) {
	case housing.Lists, housing.Forecast, housing.Letting:
		return verifyHousing(there, from)
	case crosswalk.Command:
		return verifyCrosswalk(there, from)
	}
	recipe, err := run.ReadRecipe(there["recipe.json"])
	if err != nil {
		return 0, err
	}
	r, err := gather.OfRecipe(recipe)
	if err != nil {
		return 0, err
	}
	in, err := openFrom(from)
	if err != nil {
		return 0, err
	}
	in.over(r)
	return madeAgain(there, "screening", run.Changed(recipe.Inputs, in.input, run.IsHash), func() (map[string][]byte, error) {
		again, err := carryOut(r)
		if err != nil {
			return nil, err
		}
		return again.files, nil
	})
}

// commandOf is the command that a recipe names; that of a screening names none.
func commandOf(recipe []byte) string {
	var head struct {
		Command string `json:"command"`
	}
	if json.Unmarshal(recipe, &head) != nil {
		return ""
	}
	return head.Command
}

// madeAgain makes the files of a folder again and gives their number, if all are
// the same. What changed among the inputs is told beside.
func madeAgain(there map[string][]byte, what string, changed []error, again func() (map[string][]byte, error)) (int, error) {
	files, err := again()
	if err != nil {
		return 0, errors.Join(append(changed, differs("", "the "+what+" cannot be made again", "the "+what+" of the recipe", "see the next message"), err)...)
	}
	return len(there), errors.Join(append(changed, dossier.Compare(there, files)...)...)
}

// differs is the message of a verification that does not come out the same.
func differs(file, found, expected, do string) error {
	return &byblik.Error{Kind: byblik.Internal, File: file, Found: found, Expected: expected, Do: do}
}

// readFolder reads the files of an output folder. A folder inside it is none of
// byblik's; it stands under its name with a slash, and without content.
func readFolder(dir string) (map[string][]byte, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(dir), Found: "no such folder", Expected: "an output folder of byblik screen", Do: "correct the path"}
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if e.IsDir() {
			files[e.Name()+"/"] = nil
			continue
		}
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			return nil, internal(err, "give a folder that can be read")
		}
	}
	if files["recipe.json"] == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Found: "no such file in the folder", Expected: "an output folder of byblik screen", Do: "correct the path"}
	}
	return files, nil
}

// input reads a file that a recipe names where the reader of sources finds it.
func (d delivered) input(file string) ([]byte, error) {
	name := d.single
	if name == "" {
		name = source.Find(d.FS, file)
	}
	return fs.ReadFile(d.FS, name) // no name: no such file
}
