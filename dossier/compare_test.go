package dossier

import (
	"strings"
	"testing"

	"byblik"
)

// Files that are not there, that are one too many, or that differ are named, each
// with its first difference; files that are the same are not.
func TestAFolderMadeAgainIsComparedFileByFile(t *testing.T) {
	there := map[string][]byte{"same.csv": []byte("a\n1\n"), "more/": nil, "cell.csv": []byte("code,share\n001,1\n")}
	again := map[string][]byte{"same.csv": []byte("a\n1\n"), "cell.csv": []byte("code,share\n001,2\n"), "lost.html": []byte("x")}
	found := Compare(there, again)
	want := []string{"more/: found a file that the screening does not make", `cell.csv:2: share of 001 2: found "1"; expected "2"`, "lost.html: found no such file; expected a file of the screening"}
	if len(found) != len(want) {
		t.Fatalf("%v", found)
	}
	for i := range want {
		if byblik.KindOf(found[i]) != byblik.Internal || !strings.HasPrefix(found[i].Error(), want[i]) {
			t.Errorf("%v\nwant %s", found[i], want[i])
		}
	}
	if found := Compare(again, again); len(found) != 0 {
		t.Errorf("a folder differs from itself: %v", found)
	}
}
