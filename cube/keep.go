package cube

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"byblik"
	"byblik/folder"
)

// Kept is a delivery as it is kept: what was delivered, and where it is. It is
// the file receipt.json beside the Parquet file.
type Kept struct {
	Receipt byblik.Receipt
	Program string // that read it
	Units   bool   // one row per unit rather than per area
	// Definition is the SHA-256 of what the definition said of reading; empty
	// where the program was older.
	Definition string `json:",omitempty"`
	Parquet    string // SHA-256 of delivery.parquet, lower-case hexadecimal
	Bytes      int64  // of delivery.parquet
	// DeleteAfter is the last day on which the delivery may be held, empty
	// where nothing forbids to keep it; Deleted the day on which it was deleted,
	// after which the receipt and its hashes are all that is left.
	DeleteAfter string `json:",omitempty"`
	Deleted     string `json:",omitempty"`
}

// Deliveries is the folder in which deliveries are kept, each in a folder
// named by the SHA-256 of the file as it was delivered. A folder is there
// whole or not at all: it is filled beside its place, written through to the
// disk, and renamed.
type Deliveries struct{ Dir string }

// Names of the files of a kept delivery.
const (
	parquetFile = "delivery.parquet"
	receiptFile = "receipt.json"
	filling     = ".taking-"
)

// Lock makes sure that one process at a time adds or deletes, and removes what
// a process that was killed left half done. The lock is held until the file is
// closed, by the process and those that inherit it.
func (d Deliveries) Lock() (*os.File, error) {
	if err := os.MkdirAll(d.Dir, 0o700); err != nil {
		return nil, d.fault(err)
	}
	f, err := os.OpenFile(filepath.Join(d.Dir, ".lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, d.fault(err)
	}
	if err := folder.Lock(f); err != nil {
		return nil, errors.Join(d.fault(err), f.Close())
	}
	half, err := filepath.Glob(filepath.Join(d.Dir, filling+"*"))
	for _, h := range half {
		err = errors.Join(err, os.RemoveAll(h))
	}
	if err != nil {
		return nil, errors.Join(d.fault(err), f.Close())
	}
	return f, nil
}

// Stage makes the folder in which a delivery is filled; the lock must be held.
func (d Deliveries) Stage() (string, error) {
	dir, err := os.MkdirTemp(d.Dir, filling)
	if err != nil {
		return "", d.fault(err)
	}
	return dir, nil
}

// Seal writes the receipt of a filled folder and brings all of it to the disk.
func (d Deliveries) Seal(stage string, k *Kept) error {
	file := filepath.Join(stage, parquetFile)
	var err error
	if k.Parquet, k.Bytes, err = hashOf(file); err != nil {
		return err
	}
	if err := d.writeReceipt(stage, k); err != nil {
		return err
	}
	if err := errors.Join(os.Chmod(file, 0o400), syncFile(file), syncFile(stage)); err != nil {
		return d.fault(err)
	}
	return nil
}

// writeReceipt replaces the receipt of a folder as a whole.
func (d Deliveries) writeReceipt(dir string, k *Kept) error {
	text, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return d.fault(err)
	}
	half := filepath.Join(dir, ".receipt")
	err = os.WriteFile(half, append(text, '\n'), 0o600)
	if err == nil {
		err = errors.Join(syncFile(half), os.Rename(half, filepath.Join(dir, receiptFile)), syncFile(dir))
	}
	if err != nil {
		return d.fault(err)
	}
	return nil
}

// Publish gives a sealed folder its name. When it returns, the delivery
// survives a loss of power.
func (d Deliveries) Publish(stage string) (*Kept, error) {
	k, err := readReceipt(stage)
	if err != nil {
		return nil, err
	}
	if !isHash(k.Receipt.SHA256) {
		return nil, &byblik.Error{Kind: byblik.Internal, File: receiptFile, Found: "no hash"}
	}
	if err := errors.Join(os.Rename(stage, filepath.Join(d.Dir, k.Receipt.SHA256)), syncFile(d.Dir)); err != nil {
		return nil, d.fault(err)
	}
	return k, nil
}

// Find gives the delivery of a hash, nil if there is none.
func (d Deliveries) Find(hash string) (*Kept, error) {
	k, err := readReceipt(filepath.Join(d.Dir, hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return k, err
}

// File is where the Parquet file of a hash lies.
func (d Deliveries) File(hash string) string { return filepath.Join(d.Dir, hash, parquetFile) }

// All gives every delivery, sorted by hash.
func (d Deliveries) All() ([]*Kept, error) {
	entries, err := os.ReadDir(d.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, d.fault(err)
	}
	var all []*Kept
	for _, e := range entries {
		if !isHash(e.Name()) {
			continue
		}
		k, err := readReceipt(filepath.Join(d.Dir, e.Name()))
		if err != nil {
			return nil, &byblik.Error{Kind: byblik.Invalid, File: filepath.Join(e.Name(), receiptFile), Found: err.Error(), Expected: "a receipt", Do: "somebody has changed the folder; take the delivery again"}
		}
		all = append(all, k)
	}
	return all, nil
}

// Check holds a delivery against its receipt: the Parquet file is the one that
// was written. Of a deleted one only the receipt is left, and nothing else may
// be.
func (d Deliveries) Check(k *Kept) error {
	hash, _, err := hashOf(d.File(k.Receipt.SHA256))
	name := filepath.Join(k.Receipt.SHA256, parquetFile)
	switch {
	case k.Deleted != "" && err == nil:
		return &byblik.Error{Kind: byblik.Invalid, File: name, Found: "a file that was deleted on " + k.Deleted, Expected: "none", Do: "byblik take --expire deletes it"}
	case k.Deleted != "":
		return nil
	case err != nil:
		return &byblik.Error{Kind: byblik.Invalid, File: name, Found: "no such file", Expected: "the delivery of " + k.Receipt.File, Do: "take it again"}
	case hash != k.Parquet:
		return &byblik.Error{Kind: byblik.Invalid, File: name, Found: "other bytes than its receipt says", Expected: k.Parquet, Do: "remove the folder and take the delivery again"}
	}
	return nil
}

// Expire deletes the deliveries that may no longer be held on a day (such as
// 2031-01-01) and gives them; their receipts stay. The lock must be held. The
// receipt says so first, so that a process that is killed in between leaves
// nothing that looks whole and is not.
func (d Deliveries) Expire(today string) ([]*Kept, error) {
	all, err := d.All()
	if err != nil {
		return nil, err
	}
	var gone []*Kept
	for _, k := range all {
		if k.DeleteAfter == "" || today <= k.DeleteAfter {
			continue
		}
		dir := filepath.Join(d.Dir, k.Receipt.SHA256)
		if k.Deleted == "" {
			k.Deleted = today
			if err := d.writeReceipt(dir, k); err != nil {
				return gone, err
			}
			gone = append(gone, k)
		}
		if err := os.Remove(filepath.Join(dir, parquetFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return gone, d.fault(err)
		}
		if err := syncFile(dir); err != nil {
			return gone, d.fault(err)
		}
	}
	return gone, nil
}

func readReceipt(dir string) (*Kept, error) {
	text, err := os.ReadFile(filepath.Join(dir, receiptFile))
	if err != nil {
		return nil, err
	}
	var k Kept
	if err := json.Unmarshal(text, &k); err != nil {
		return nil, fmt.Errorf("%s: %w", receiptFile, err)
	}
	return &k, nil
}

func isHash(name string) bool {
	return len(name) == 64 && !slices.ContainsFunc([]rune(name), func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) })
}

func (d Deliveries) fault(err error) error {
	return &byblik.Error{Kind: byblik.Unavailable, File: filepath.Base(d.Dir), Found: err.Error(), Expected: "a folder that can be written", Do: "make room or choose another folder; nothing was left behind"}
}

// syncFile brings a file or folder to the disk.
func syncFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
