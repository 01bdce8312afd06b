package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"byblik"
	"byblik/approval"
	"byblik/release"
	"byblik/web"

	"github.com/spf13/cobra"
)

// rescan is how often serve looks for releases and approvals that are new.
// The hour of an approval is looked at in every request.
const rescan = time.Second

func serveCommand() *cobra.Command {
	var releases, address, public string
	cmd := &cobra.Command{
		Use:   "serve --releases DIR",
		Short: "Show the approved releases of a folder as the public site",
		Long: "Reads every release below --releases that has an approval beside it, and shows each from the hour\n" +
			"of its approval on. New releases and approvals are found while it runs. What is not approved, or\n" +
			"not yet public, answers like what does not exist.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			log := slog.New(slog.NewJSONHandler(cmd.ErrOrStderr(), nil))
			shelf := web.NewShelf(time.Now)
			s := &shelves{dir: os.DirFS(releases), shelf: shelf, log: log, held: map[string]web.Published{}}
			if err := s.scan(); err != nil {
				return err
			}
			site, err := web.New(shelf, log)
			if err != nil {
				return err
			}
			if public != "" {
				if err := site.Public(public); err != nil {
					return err
				}
			}
			listener, err := net.Listen("tcp", address)
			if err != nil {
				return internal(err, "free the address or choose another with --address")
			}
			if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%d approved releases below %s: http://%s. Stop with Ctrl-C.\n", len(s.held), filepath.Base(releases), shownAddress(address, listener)); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			go s.watch(ctx)
			return serve(ctx, listener, site)
		},
	}
	cmd.Flags().StringVar(&releases, "releases", "", "folder of the releases")
	cmd.Flags().StringVar(&address, "address", "localhost:8080", "address to listen on")
	cmd.Flags().StringVar(&public, "public", "", "the site's public address, such as https://omraader.minby.example, for lines that others put into their pages")
	must(cmd.MarkFlagRequired("releases"))
	return cmd
}

// shelves keeps a shelf as its folder is.
type shelves struct {
	dir   fs.FS
	shelf *web.Shelf
	log   *slog.Logger
	held  map[string]web.Published // by id and approval
	bad   map[string]bool
}

// watch scans until the context ends.
func (s *shelves) watch(ctx context.Context) {
	tick := time.NewTicker(rescan)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := s.scan(); err != nil {
				s.log.Error("the folder of releases cannot be read", "fault", err.Error())
			}
		}
	}
}

// scan looks for approvals and opens what is new. A release that does not
// hold is left out and told of once; the others stay.
func (s *shelves) scan() error {
	approvals, err := fs.Glob(s.dir, "*"+approval.End)
	if err != nil {
		return internal(err, "")
	}
	if _, err := fs.Stat(s.dir, "."); err != nil {
		return &byblik.Error{Kind: byblik.NotFound, Place: "--releases", Found: "no such folder", Expected: "the folder of the releases", Do: "correct it"}
	}
	now, fresh, changed := map[string]web.Published{}, []string{}, false
	for _, name := range approvals {
		text, err := fs.ReadFile(s.dir, name)
		if err != nil {
			s.tell(name, err)
			continue
		}
		key := name + "\n" + string(text)
		if p, ok := s.held[key]; ok {
			now[key] = p
		} else {
			fresh = append(fresh, key)
		}
	}
	for _, key := range fresh {
		name, text, _ := strings.Cut(key, "\n")
		r, hour, err := approval.Open(s.dir, name, []byte(text))
		if err != nil {
			s.tell(key, err)
			continue
		}
		if err := besides(r, now); err != nil {
			s.tell(key, err)
			continue
		}
		now[key], changed = web.Published{Release: r, Hour: hour}, true
	}
	if changed || len(now) != len(s.held) {
		s.held = now
		s.shelf.Set(slices.Collect(maps.Values(now)))
	}
	return nil
}

// besides refuses a release of another city than those that are shown: one
// site speaks for one place.
func besides(r *release.Release, shown map[string]web.Published) error {
	for _, p := range shown {
		if here := p.Release.Manifest.Place.En; r.Manifest.Place.En != here {
			return &byblik.Error{Kind: byblik.Invalid, File: r.Manifest.ID, Found: "a release of " + r.Manifest.Place.En, Expected: "releases of " + here + " alone, as in the rest of the folder",
				Do: "keep each city's releases in a folder of their own"}
		}
	}
	return nil
}

// tell logs a fault once.
func (s *shelves) tell(key string, err error) {
	if s.bad == nil {
		s.bad = map[string]bool{}
	}
	if !s.bad[key] {
		s.bad[key] = true
		s.log.Error("a release is not shown", "fault", err.Error())
	}
}

// serve answers until the context ends, then lets those who are being
// answered finish.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: web.MaxHeader,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return internal(err, "")
	case <-ctx.Done():
		grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := server.Shutdown(grace); err != nil && !errors.Is(err, http.ErrServerClosed) {
			return internal(err, "")
		}
		return nil
	}
}
