package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
	"byblik/dossier"
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
	if isHousingRecipe(there["recipe.json"]) {
		return verifyHousing(there, from)
	}
	if isCrosswalkRecipe(there["recipe.json"]) {
		return verifyCrosswalk(there, from)
	}
	recipe, err := run.ReadRecipe(there["recipe.json"])
	if err != nil {
		return 0, err
	}
	j, err := jobOf(recipe, from)
	if err != nil {
		return 0, err
	}
	changed := changedInputs(recipe, j.from, isHash)
	again, err := carryOut(*j)
	if err != nil {
		return 0, errors.Join(append(changed, differs("", "the screening cannot be made again", "the screening of the recipe", "see the next message"), err)...)
	}
	if found := compare(there, again.files); len(changed)+len(found) > 0 {
		return 0, errors.Join(append(changed, found...)...)
	}
	return len(there), nil
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

// jobOf turns a recipe back into the job that it describes. The definitions
// come from the recipe, not from the program.
func jobOf(recipe *run.Recipe, from string) (*job, error) {
	files := fstest.MapFS{}
	for name, text := range recipe.Definitions {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := catalog.Load(files)
	if err != nil {
		return nil, err
	}
	rules := c.RuleSets[recipe.RuleSet]
	if rules == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Place: "rule_set", Found: recipe.RuleSet, Expected: "a rule set among its definitions", Do: "restore the recipe"}
	}
	if err := checkRules(c, []string{rules.ID}); err != nil {
		return nil, err
	}
	args, err := recipe.Arguments()
	if err != nil {
		return nil, err
	}
	in, err := openFrom(from)
	if err != nil {
		return nil, err
	}
	return &job{catalog: c, rules: rules, from: in, arguments: args}, nil
}

// changedInputs names every input whose bytes are not those of the recipe. It
// looks for the files where the reader looks for them; same compares what the
// recipe says with the SHA-256 of a file.
func changedInputs(recipe *run.Recipe, from delivered, same func(said, hash string) bool) []error {
	var found []error
	for _, in := range recipe.Inputs {
		name := from.single
		if name == "" {
			name = source.Find(from.FS, in.File)
		}
		text, err := fs.ReadFile(from.FS, name) // no name: no such file
		if err != nil {
			found = append(found, differs(in.File, "no such input", "the file with SHA-256 "+in.SHA256, "put it back"))
			continue
		}
		if sum := sha256.Sum256(text); !same(in.SHA256, hex.EncodeToString(sum[:])) {
			found = append(found, differs(in.File, "an input that changed, SHA-256 "+hex.EncodeToString(sum[:]), "SHA-256 "+in.SHA256, "screen again if the change is meant"))
		}
	}
	return found
}

func isHash(said, hash string) bool { return said == hash }

// compare gives the first difference of every file that differs.
func compare(there, again map[string][]byte) []error {
	var found []error
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if _, ok := again[name]; !ok {
			found = append(found, differs(name, "a file that the screening does not make", "no such file", "remove it"))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(again)) {
		text, ok := there[name]
		if !ok {
			found = append(found, differs(name, "no such file", "a file of the screening", "restore it"))
			continue
		}
		if d := dossier.FirstDifference(name, text, again[name]); d != nil {
			found = append(found, differs(name, d.Found, d.Expected, "restore the folder, or screen again"))
			last := found[len(found)-1].(*byblik.Error)
			last.Line, last.Place = d.Line, d.Place
		}
	}
	return found
}
