package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"byblik"
	"byblik/catalog"

	"github.com/spf13/cobra"
)

// minbySecret is the key of the noise in the invented town's releases. It is
// no secret at all: nobody lives there, and everybody can make them again.
const minbySecret = "Minby is invented, and so is this key: it protects nobody."

func secretCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "secret FILE",
		Short: "Make the key of the noise that protects a city's releases",
		Long: "Writes 32 random bytes, in hexadecimal, to a new file that only its owner can read. Make it once,\n" +
			"keep it apart from the data and use it for every release: with another key every protected\n" +
			"figure changes, and whoever has it can undo the rounding.",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return writeSecret(args[0]) },
	}
}

func writeSecret(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Found: "a file that exists already", Expected: "a file that is not there yet", Do: "keep the key that you have, or choose another name"}
	}
	if err != nil {
		return internal(err, "choose a place that can be written")
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return internal(err, "")
	}
	_, err = fmt.Fprintln(f, hex.EncodeToString(key))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return internal(err, "choose a place that can be written")
	}
	return nil
}

// secretFor reads the key of the noise. An invented town needs none of its own.
func secretFor(rules *catalog.RuleSet, path string) ([]byte, error) {
	if path == "" && rules.Invented {
		return []byte(minbySecret), nil
	}
	text, err := readPrivate(path, "--secret", "a file with the key of the noise, which only its owner can read", "make one with byblik secret FILE, once, and use it for every release")
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) < 32 {
		return nil, &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--secret", Found: "no key of at least 32 bytes in hexadecimal", Expected: "a key of the noise",
			Do: "make one with byblik secret FILE, once, and use it for every release"}
	}
	return key, nil
}

// readPrivate reads a file that a flag names and that nobody but its owner may
// be able to read.
func readPrivate(path, flag, expected, do string) ([]byte, error) {
	bad := &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: flag, Expected: expected, Do: do}
	if path == "" {
		bad.File, bad.Found = "", "no file"
		return nil, bad
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		bad.Found = "no such file"
		return nil, bad
	case !info.Mode().IsRegular():
		bad.Found = "no regular file"
		return nil, bad
	case info.Mode().Perm()&0o077 != 0:
		bad.Found, bad.Do = "a file that others can read", "chmod 600, and make it anew if somebody may have read it"
		return nil, bad
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, internal(err, "give a file that can be read")
	}
	return text, nil
}
