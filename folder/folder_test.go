package folder_test

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"byblik"
	"byblik/folder"
)

// A child process of the test fills a folder until it is told to stop.
func TestMain(m *testing.M) {
	dir := os.Getenv("BYBLIK_TEST_FILL")
	if dir == "" {
		os.Exit(m.Run())
	}
	err := folder.Fill(dir, func(half string) error {
		if err := os.WriteFile(filepath.Join(half, "first.csv"), []byte("1"), 0o600); err != nil {
			return err
		}
		_, _ = os.Stdout.WriteString("filling\n")
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
		return nil
	})
	if err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

// filling starts a process that fills dir, and waits until it does.
func filling(t *testing.T, dir string) (*exec.Cmd, func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0]) //nolint:gosec // the test itself
	cmd.Env = append(os.Environ(), "BYBLIK_TEST_FILL="+dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "filling\n" {
		t.Fatalf("%q, %v", line, err)
	}
	return cmd, func() { _ = in.Close() }
}

func TestAFolderIsWrittenWhole(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "out", "lilleby")
	if err := folder.Write(dir, map[string][]byte{"a.csv": []byte("1"), "geo/areas.geojson": []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "geo", "areas.geojson"))
	if err != nil || string(text) != "{}" || !slices.Equal(names(t, dir), []string{"a.csv", "geo"}) || !slices.Equal(names(t, filepath.Dir(dir)), []string{"lilleby"}) {
		t.Errorf("%s, %v, %v, %v", text, err, names(t, dir), names(t, filepath.Dir(dir)))
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("%v, %v: others cannot read it", info.Mode(), err)
	}
	if err := folder.Refuse(dir); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("%v, expected that a folder is not written over", err)
	}
	if err := folder.Refuse(filepath.Join(parent, "other")); err != nil {
		t.Error(err)
	}
}

// A folder that others watch is written when its turn comes, and only if nothing
// has changed by then.
func TestAFolderIsWrittenAmongOthersIfNothingChanged(t *testing.T) {
	parent := filepath.Join(t.TempDir(), "releases")
	files := map[string][]byte{"a": []byte("1")}
	changed := errors.New("one came meanwhile")
	if err := folder.WriteAmong(parent, "one", files, func() error { return changed }); !errors.Is(err, changed) || len(names(t, parent)) != 0 {
		t.Errorf("%v, %v", err, names(t, parent))
	}
	ended := make(chan error)
	err := folder.WriteAmong(parent, "one", files, func() error {
		go func() {
			ended <- folder.WriteAmong(parent, "two", files, func() error {
				if _, err := os.Stat(filepath.Join(parent, "one")); err != nil {
					return changed // it did not wait
				}
				return nil
			})
		}()
		select {
		case err := <-ended:
			return errors.Join(errors.New("another did not wait for its turn"), err)
		case <-time.After(50 * time.Millisecond):
			return nil
		}
	})
	if err := errors.Join(err, <-ended); err != nil || !slices.Equal(names(t, parent), []string{"one", "two"}) {
		t.Errorf("%v, %v", err, names(t, parent))
	}
}

// What is written piece by piece is whole when it is closed, and a second closing
// is a fault that is told.
func TestAFileThatIsClosedIsWritten(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.csv")
	f, err := folder.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"1", "2"} {
		if _, err := f.WriteString(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(name); err != nil || string(text) != "12" {
		t.Errorf("%s, %v", text, err)
	}
	if err := f.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("%v", err)
	}
}

func TestNothingIsLeftOfAFolderThatCannotBeFilled(t *testing.T) {
	parent := t.TempDir()
	err := folder.Fill(filepath.Join(parent, "out"), func(half string) error {
		if err := os.WriteFile(filepath.Join(half, "a"), nil, 0o600); err != nil {
			return err
		}
		return errors.New("the disk is full")
	})
	if byblik.KindOf(err) != byblik.Internal || len(names(t, parent)) != 0 {
		t.Errorf("%v, %v", err, names(t, parent))
	}
}

// What a killed process left is cleared away; what a living one fills is not, nor
// anything with another name.
func TestWhatAKilledProcessLeftIsCleared(t *testing.T) {
	parent := t.TempDir()
	killed, _ := filling(t, filepath.Join(parent, "killed"))
	left := names(t, parent)
	living, finish := filling(t, filepath.Join(parent, "whole"))
	for _, other := range []string{".byblik", ".byblik-", ".byblik-notes", ".byblik-12x", "byblik-12"} {
		if err := os.Mkdir(filepath.Join(parent, other), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(parent, ".byblik-12"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if cleared, err := folder.Clear(parent); err != nil || len(cleared) != 0 {
		t.Fatalf("%v, %v: two processes are alive", cleared, err)
	}
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = killed.Wait()
	cleared, err := folder.Clear(parent)
	if err != nil || !slices.Equal(cleared, left) {
		t.Fatalf("%v, %v, expected %v", cleared, err, left)
	}
	finish()
	if err := living.Wait(); err != nil {
		t.Fatalf("the living process could not end: %v", err)
	}
	if want := []string{".byblik", ".byblik-", ".byblik-12", ".byblik-12x", ".byblik-notes", "byblik-12", "whole"}; !slices.Equal(names(t, parent), want) {
		t.Errorf("%v, expected %v", names(t, parent), want)
	}
	if _, err := os.Stat(filepath.Join(parent, "whole", "first.csv")); err != nil {
		t.Error(err)
	}
}

func TestAFolderThatIsNotThereHasNothingToClear(t *testing.T) {
	if cleared, err := folder.Clear(filepath.Join(t.TempDir(), "nothing")); err != nil || cleared != nil {
		t.Errorf("%v, %v", cleared, err)
	}
}
