package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// letTo runs byblik letting over Minby's housing areas.
func letTo(t *testing.T, out string, more ...string) error {
	t.Helper()
	cmd := lettingCommand()
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetOut(&bytes.Buffer{})
	cmd.SetArgs(append([]string{"--from", minbyFolder(t), "--assumptions", "../../minby/letting.yaml", "--runs", "200", "--out", out}, more...))
	return cmd.Execute()
}

func TestLettingWritesTheWholeFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	if err := letTo(t, out, "--area", "01", "--area", "13", "--until", "2035", "--lang", "da"); err != nil {
		t.Fatal(err)
	}
	files := folderOf(t, out)
	for name, head := range map[string]string{
		"letting.csv": "area,year,list,probability\n01,2025,udsat,0\n",
		"persons.csv": "area,year,criterion,expected,low,high\n",
		"inverse.csv": "area,list,year,letting_type,lettings_per_year,reason\n",
		"queues.csv":  "group,year,", "moves.csv": "from,to,letting_type,households_per_year\n", "margins.csv": "area,year,list,criterion,",
		"report.html": "<!DOCTYPE html>\n<html lang=\"da\">", "recipe.json": "{\n",
	} {
		if !strings.HasPrefix(string(files[name]), head) {
			t.Errorf("%s begins %q", name, files[name][:min(len(files[name]), 60)])
		}
	}
	if !bytes.Contains(files["recipe.json"], []byte("profiles_may_be_off_by")) || !bytes.Contains(files["recipe.json"], []byte("dk-state-2021.yaml")) {
		t.Error("the recipe does not hold assumptions and rules")
	}
}

func TestLettingRefusesAndLeavesNothing(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.yaml")
	if err := os.WriteFile(bad, []byte("id: x\nid: y\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "--area, --all"}, {[]string{"--all", "--area", "01"}, "--area, --all"},
		{[]string{"--area", "99"}, "--area: found 99"},
		{[]string{"--all", "--runs", "0"}, "--runs: found 0"},
		{[]string{"--all", "--until", "2025"}, "goal.years: found 2030"},
		{[]string{"--all", "--rules", "minby-2025"}, "--rules: found minby-2025"},
		{[]string{"--all", "--rules", "none"}, "--rules: found none"},
		{[]string{"--all", "--assumptions", "no-such.yaml"}, "no such file"},
		{[]string{"--all", "--assumptions", bad}, "bad.yaml:2: id: found the field id a second time"},
		{[]string{"--all", "--lang", "fr"}, "--lang: found fr"},
	} {
		out := filepath.Join(t.TempDir(), "out")
		if err := letTo(t, out, c.args...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c.args, err)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%v left a folder", c.args)
		}
	}
}
