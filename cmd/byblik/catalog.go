package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/screen"

	"github.com/spf13/cobra"
)

func catalogCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "catalog", Short: "Definitions: sources, indicators, rule sets"}
	check := &cobra.Command{
		Use:   "check [PATH]",
		Short: "Check definitions; every fault comes with file, line and what to do",
		Long: "Checks the definitions that ship with byblik or, with PATH, a rule set file or a folder\n" +
			"that holds rulesets/, sources/, tabulations/ and indicators/ of your own.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := checked(args)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d rule sets, %d indicators, %d tabulations, %d sources: no fault\n", len(c.RuleSets), len(c.Indicators), len(c.Tabulations), len(c.Sources))
			return err
		},
	}
	list := &cobra.Command{
		Use:   "list",
		Short: "List the rule sets that ship with byblik",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := catalog.Embedded()
			if err != nil {
				return err
			}
			for _, id := range c.Names() {
				r := c.RuleSets[id]
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%-30s %-10s %-11s %s\n", id, r.Kind, r.Status, r.Title.En); err != nil {
					return err
				}
			}
			return nil
		},
	}
	schema := &cobra.Command{
		Use:       "schema KIND",
		Short:     "Print the JSON Schema of sources, indicators, tabulations, publications or rulesets, for your editor",
		ValidArgs: []string{"sources", "indicators", "tabulations", "publications", "rulesets"},
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := catalog.Schema(args[0])
			if err != nil {
				return internal(err, "")
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
	cmd.AddCommand(check, list, schema)
	return cmd
}

// checked loads what catalog check is asked for and holds every rule set
// against the operations that exist.
func checked(args []string) (*catalog.Catalog, error) {
	base, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	if len(args) == 0 {
		return base, screen.CheckRules(base, base.Names()...)
	}
	info, err := os.Stat(args[0])
	if err != nil {
		return nil, notFound(args[0])
	}
	if !info.IsDir() {
		c, r, err := ruleSetFile(base, args[0])
		if err != nil {
			return nil, err
		}
		return c, screen.CheckRules(c, r.ID)
	}
	c, err := base.Extend(os.DirFS(args[0]))
	if err != nil {
		return nil, err
	}
	return c, screen.CheckRules(c, c.Names()...)
}

func notFound(path string) error {
	return &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Found: "no such file or folder",
		Expected: "a rule set by name or by path", Do: "byblik catalog list names the rule sets that ship"}
}

// ruleSet gives a rule set by name or by path, with the catalog that it
// stands in.
func ruleSet(nameOrPath string) (*catalog.Catalog, *catalog.RuleSet, error) {
	c, err := catalog.Embedded()
	if err != nil {
		return nil, nil, err
	}
	r := c.RuleSets[nameOrPath]
	if r == nil {
		if _, err := os.Stat(nameOrPath); err != nil {
			return nil, nil, notFound(nameOrPath)
		}
		if c, r, err = ruleSetFile(c, nameOrPath); err != nil {
			return nil, nil, err
		}
	}
	return c, r, screen.CheckRules(c, r.ID)
}

// ruleSetFile reads a rule set from a file; definitions in sources/ and
// indicators/ of the same folder come with it. A file in a folder named
// rulesets/ has them beside that folder.
func ruleSetFile(base *catalog.Catalog, path string) (*catalog.Catalog, *catalog.RuleSet, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, nil, internal(err, "")
	}
	dir, file := filepath.Dir(abs), filepath.Base(abs)
	if filepath.Ext(file) != ".yaml" {
		return nil, nil, &byblik.Error{Kind: byblik.Usage, File: file, Found: "a file that is not named .yaml",
			Expected: "a rule set file such as my-city-2026.yaml", Do: "rename it, or give the name of a rule set"}
	}
	fsys := fs.FS(os.DirFS(dir))
	if filepath.Base(dir) == "rulesets" {
		fsys = besideRuleSets{fsys, os.DirFS(filepath.Dir(dir))}
	}
	return base.ExtendWith(fsys, file)
}

// besideRuleSets shows one rule set file together with the sources/ and
// indicators/ of the folder above.
type besideRuleSets struct {
	rules fs.FS
	above fs.FS
}

// Open looks for definitions above and for everything else beside the file.
func (b besideRuleSets) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "sources") || strings.HasPrefix(name, "indicators") || strings.HasPrefix(name, "tabulations") || strings.HasPrefix(name, "publications") {
		return b.above.Open(name)
	}
	return b.rules.Open(name)
}

// ReadDir lists both folders as one.
func (b besideRuleSets) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		return fs.ReadDir(b.above, name)
	}
	here, err := fs.ReadDir(b.rules, ".")
	if err != nil {
		return nil, err
	}
	above, err := fs.ReadDir(b.above, ".")
	for _, e := range above {
		if e.IsDir() {
			here = append(here, e)
		}
	}
	return here, err
}
