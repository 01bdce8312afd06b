package web

import (
	"bytes"
	"compress/gzip"
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// cacheBytes bounds the answers that are kept for one release.
const cacheBytes = 96 << 20

// cached is an answer that was made once: its bytes, and their compressed
// forms as they are asked for.
type cached struct {
	contentType string
	tag         string // of the bytes
	bare        bool
	body        []byte
	once        [2]sync.Once
	packed      [2][]byte
}

func newCached(body []byte, contentType string, bare bool) *cached {
	sum := sha256.Sum256(body)
	return &cached{contentType: contentType, tag: hex.EncodeToString(sum[:8]), bare: bare, body: body}
}

// The encodings, the best first.
var encodings = [2]string{"br", "gzip"}

// encoded gives the bytes in the best encoding that the reader accepts.
func (c *cached) encoded(accept string) (body []byte, encoding string) {
	if len(c.body) < 512 {
		return c.body, ""
	}
	for i, e := range encodings {
		if !accepts(accept, e) {
			continue
		}
		c.once[i].Do(func() { c.packed[i] = pack(e, c.body) })
		return c.packed[i], e
	}
	return c.body, ""
}

// accepts reads Accept-Encoding: the name is there and its weight is not zero.
func accepts(header, name string) bool {
	for entry := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(entry), ";")
		if strings.EqualFold(strings.TrimSpace(coding), name) {
			weight = strings.ReplaceAll(weight, " ", "")
			return strings.Trim(strings.TrimPrefix(weight, "q="), "0.") != "" || weight == ""
		}
	}
	return false
}

func pack(encoding string, body []byte) []byte {
	var b bytes.Buffer
	if encoding == "br" {
		w := brotli.NewWriterLevel(&b, 5)
		_, _ = w.Write(body) // a buffer takes everything
		_ = w.Close()
		return b.Bytes()
	}
	w := gzip.NewWriter(&b)
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Bytes()
}

// cache keeps the answers of one release that were used last, up to a number
// of bytes. A release never changes, so nothing in it grows stale.
type cache struct {
	mu    sync.Mutex
	limit int
	used  int
	order *list.List // of *entry, the latest first
	at    map[string]*list.Element
}

type entry struct {
	key string
	*cached
}

func newCache(limit int) *cache {
	return &cache{limit: limit, order: list.New(), at: map[string]*list.Element{}}
}

func (c *cache) get(key string) *cached {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.at[key]
	if e == nil {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*entry).cached
}

// weigh counts a body once and allows as much again for its packed forms.
func weigh(key string, v *cached) int { return 2*len(v.body) + len(key) + 256 }

func (c *cache) put(key string, v *cached) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at[key] != nil || weigh(key, v) > c.limit {
		return
	}
	c.at[key] = c.order.PushFront(&entry{key, v})
	c.used += weigh(key, v)
	for c.used > c.limit {
		last := c.order.Back()
		e := last.Value.(*entry)
		c.order.Remove(last)
		delete(c.at, e.key)
		c.used -= weigh(e.key, e.cached)
	}
}
