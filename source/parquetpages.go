package source

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// maxPage is the most bytes of one page when unpacked. Programs write pages
// of one megabyte; DuckDB and others now and then a whole group of rows.
const maxPage = 128 << 20

// openParquet opens a file after looking at everything that says how large
// something is.
func openParquet(raw []byte) (*parquet.File, error) {
	if len(raw) < 12 || !bytes.HasSuffix(raw, []byte("PAR1")) {
		return nil, errors.New("no end mark: the file was cut")
	}
	n := uint64(binary.LittleEndian.Uint32(raw[len(raw)-8:]))
	if n == 0 || n > uint64(len(raw)-12) {
		return nil, errors.New("a footer longer than the file")
	}
	footer := raw[len(raw)-8-int(n) : len(raw)-8]
	if _, err := thriftLength(footer); err != nil {
		return nil, err
	}
	return parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
}

// pageWalk looks at the pages of a column before they are read.
type pageWalk struct {
	raw      []byte
	unpacked int64 // bytes of all pages so far
}

// chunk looks at the pages of one column in one group of rows: that they lie
// inside the file, and unpack to what they say. The library reads all that lie
// in the column, those behind its last value too.
func (w *pageWalk) chunk(m *format.ColumnMetaData) error {
	from := m.DataPageOffset
	if m.DictionaryPageOffset > 0 {
		from = min(from, m.DictionaryPageOffset)
	}
	to := from + m.TotalCompressedSize
	if m.DictionaryPageOffset >= m.DataPageOffset && m.DictionaryPageOffset > 0 {
		return errors.New("a dictionary behind what it explains")
	}
	if from < 4 || m.TotalCompressedSize < 0 || to < from || to > int64(len(w.raw)) {
		return errors.New("a column outside the file")
	}
	values := int64(0)
	for at := from; at < to; {
		header, n, err := pageHeader(w.raw[at:to])
		if err != nil {
			return err
		}
		at += int64(n)
		size := int64(header.CompressedPageSize)
		if size < 0 || size > to-at || header.UncompressedPageSize < 0 {
			return errors.New("a page that ends after its column")
		}
		if w.unpacked += int64(header.UncompressedPageSize); header.UncompressedPageSize > maxPage || w.unpacked > 2*maxBytes {
			return tooMuch("pages that unpack to more than they may")
		}
		if err := w.page(header, w.raw[at:at+size], m.Codec); err != nil {
			return err
		}
		values += valuesOf(header)
		at += size
	}
	if values != m.NumValues {
		return fmt.Errorf("%d values where the column has %d", values, m.NumValues)
	}
	return nil
}

func pageHeader(b []byte) (*format.PageHeader, int, error) {
	n, err := thriftLength(b)
	if err != nil {
		return nil, 0, err
	}
	var header format.PageHeader
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), bytes.Clone(b[:n]), &header); err != nil {
		return nil, 0, errThrift
	}
	return &header, n, nil
}

func valuesOf(h *format.PageHeader) int64 {
	switch {
	case h.Type == format.DataPage && h.DataPageHeader.Valid:
		return int64(max(0, h.DataPageHeader.V.NumValues))
	case h.Type == format.DataPageV2 && h.DataPageHeaderV2.Valid:
		return int64(max(0, h.DataPageHeaderV2.V.NumValues))
	}
	return 0
}

// page holds the size of a page against what it unpacks to.
func (w *pageWalk) page(h *format.PageHeader, b []byte, codec format.CompressionCodec) error {
	want := int64(h.UncompressedPageSize)
	if h.Type == format.DataPageV2 && h.DataPageHeaderV2.Valid {
		v := h.DataPageHeaderV2.V
		levels := int64(v.RepetitionLevelsByteLength) + int64(v.DefinitionLevelsByteLength)
		if levels < 0 || levels > int64(len(b)) || levels > want {
			return errors.New("a page whose levels are longer than itself")
		}
		b, want = b[levels:], want-levels
		if v.IsCompressed.Valid && !v.IsCompressed.V {
			codec = format.Uncompressed
		}
	}
	got, err := int64(0), error(nil)
	switch codec {
	case format.Uncompressed:
		got = int64(len(b))
	case format.Snappy:
		n := 0
		if len(b) > 0 {
			n, err = snappy.DecodedLen(b)
		}
		got = int64(n)
	case format.Gzip:
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(b)); err == nil {
			got, err = io.Copy(io.Discard, io.LimitReader(z, want+1))
		}
	case format.Zstd:
		var z *zstd.Decoder
		if z, err = zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2*maxPage)); err == nil {
			got, err = io.Copy(io.Discard, io.LimitReader(z, want+1))
			z.Close()
		}
	default:
		return fmt.Errorf("the compression %v", codec)
	}
	if err == nil && got != want {
		err = fmt.Errorf("a page of %d bytes that unpacks to another size", want)
	}
	return err
}
