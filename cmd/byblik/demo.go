package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"byblik/catalog"
	"byblik/folder"
	"byblik/minby"
	"byblik/run"
	"byblik/web"

	"github.com/spf13/cobra"
)

// The demonstration makes a tenth of the usual plausible screenings, so that
// the report is there at once.
const (
	minbyRules = "minby-2025"
	demoStress = 1000
)

func demoCommand() *cobra.Command {
	var address, write, files, register, releases, lang string
	var seed uint64
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Screen the invented town Minby and show its public site in the browser",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			l, err := language(lang)
			if err != nil {
				return err
			}
			if files != "" {
				return writeMinby(files, seed)
			}
			if releases != "" {
				return releaseMinby(cmd, releases, seed)
			}
			if register != "" {
				return writeRegister(register, seed)
			}
			if write != "" {
				if err := folder.Refuse(write); err != nil {
					return err
				}
				r, err := screenMinby(seed, l)
				if err != nil {
					return err
				}
				if err := folder.Write(write, r.files); err != nil {
					return err
				}
				return say(cmd)(r.summary(write))
			}
			return serveMinby(cmd, address, seed, l)
		},
	}
	cmd.Flags().StringVar(&address, "address", "localhost:8080", "address to listen on")
	cmd.Flags().StringVar(&write, "write", "", "write the output folder instead of serving it")
	cmd.Flags().StringVar(&files, "files", "", "write the town's own files, as a publisher would deliver them, to try the commands on")
	cmd.Flags().StringVar(&releases, "release", "", "make the town's public release below this folder, as byblik run does")
	cmd.Flags().StringVar(&register, "register", "", "write the town's register of persons, addresses and answers as Parquet")
	cmd.Flags().StringVar(&lang, "lang", "en", "language of the summary: en or da")
	cmd.Flags().Uint64Var(&seed, "seed", minby.Seed, "seed of the town")
	cmd.MarkFlagsMutuallyExclusive("files", "register", "release", "write")
	return cmd
}

// writeMinby writes the invented town's files.
func writeMinby(dir string, seed uint64) error {
	if err := folder.Refuse(dir); err != nil {
		return err
	}
	town := minby.Files(seed)
	entries, err := fs.ReadDir(town, ".")
	if err != nil {
		return internal(err, "")
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if files[e.Name()], err = fs.ReadFile(town, e.Name()); err != nil {
			return internal(err, "")
		}
	}
	return folder.Write(dir, files)
}

// writeRegister writes the invented town's register, all files or nothing.
func writeRegister(dir string, seed uint64) error {
	if err := folder.Refuse(dir); err != nil {
		return err
	}
	return folder.Fill(dir, func(half string) error {
		return minby.WriteRegister(seed, func(name string) (io.WriteCloser, error) { return folder.Create(filepath.Join(half, name)) })
	})
}

// screenMinby runs the ordinary screening over the invented town's files.
func screenMinby(seed uint64, lang catalog.Lang) (*outcome, error) {
	c, rules, err := ruleSet(minbyRules)
	if err != nil {
		return nil, err
	}
	return carryOut(request(c, rules, delivered{FS: minby.Files(seed)}, run.Arguments{Lang: lang, Seed: seed, Stress: demoStress}))
}

// serveMinby shows the town's public site until the process is told to stop,
// and below /internal/ what a real city would never let out (see demoParts).
func serveMinby(cmd *cobra.Command, address string, seed uint64, lang catalog.Lang) error {
	j, err := releaseOfMinby(seed, demoStress)
	if err != nil {
		return err
	}
	r, _, err := j.carryOut()
	if err != nil {
		return err
	}
	shelf := web.NewShelf(time.Now)
	shelf.Set([]web.Published{{Release: r, Hour: r.Manifest.Hour}})
	site, err := web.New(shelf, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		return err
	}
	handler := http.NewServeMux()
	handler.Handle("/", site)
	prepare, err := internalReports(handler, seed, lang)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return internal(err, "free the address or choose another with --address")
	}
	if err := site.Public("http://" + shownAddress(address, listener)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(cmd.OutOrStdout(), "Minby is invented. Its public site: http://%s (English: http://%[1]s/en/). In the demonstration alone, the internal reports: http://%[1]s/internal/en/ (screening, the State's lists, forecast, letting). Stop with Ctrl-C.\n", shownAddress(address, listener)); err != nil {
		return err
	}
	go prepare()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return serve(ctx, listener, handler)
}

// shownAddress is the address to open: as it was asked for, unless the port
// was left to the system.
func shownAddress(asked string, listener net.Listener) string {
	if strings.HasSuffix(asked, ":0") || strings.HasPrefix(asked, ":") {
		return listener.Addr().String()
	}
	return asked
}
