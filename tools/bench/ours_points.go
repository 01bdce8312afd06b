package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"byblik"
	"byblik/spatial"
)

// pointColumns are the figures of a point beside its coordinates.
var pointColumns = []string{"income", "age", "emp", "ill", "qual", "crowd"}

// passes is how often the million points are read.
const passes = 10

// tallied are the counts and sums of one pass, by area.
type tallied struct {
	matched int
	count   []int32
	sum     [][6]float64
}

// pointMeans are Σ over areas of each column's mean, computed by
// peers/points_geopandas.py on the million points; firstMeans are those of the
// first area.
var (
	pointMeans = [6]float64{897330687.3955104, 1550557.4316301234, 23129.829874652318, 4501.848981225262, 66090.51962924651, 19787.1447242206}
	firstMeans = [6]float64{28953.63076923077, 42.666666666666664, 0.8717948717948718, 0.05128205128205128, 2.0256410256410255, 0.7028974358974359}
)

// points reads the million points ten times, finds their areas and makes the
// means of each area: from the packed file to the means.
func points(b bench) (result, error) {
	shapes, err := b.shapes("areas_simple.wkt.csv.gz")
	if err != nil {
		return result{}, err
	}
	start := clock()
	l := spatial.NewLocator(shapes)
	all := make([]tallied, passes)
	errs := make([]error, passes)
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k := range passes {
		wg.Go(func() {
			slots <- struct{}{}
			all[k], errs[k] = b.pass(l, len(shapes))
			<-slots
		})
	}
	wg.Wait()
	total := tallied{count: make([]int32, len(shapes)), sum: make([][6]float64, len(shapes))}
	for k := range passes { // in the order of the passes, so that the sums are the same on any number of cores
		if errs[k] != nil {
			return result{}, errs[k]
		}
		total.matched += all[k].matched
		for i := range shapes {
			total.count[i] += all[k].count[i]
			for j, v := range all[k].sum[i] {
				total.sum[i][j] += v
			}
		}
	}
	seconds := time.Since(start).Seconds()
	var h held
	h.near("matched", float64(total.matched), passes*1e6, 0)
	for j, name := range pointColumns {
		means := 0.0
		for i, n := range total.count {
			means += total.sum[i][j] / float64(n)
		}
		h.near("Σ means of "+name, means, pointMeans[j], 1e-12)
		h.near("first mean of "+name, total.sum[0][j]/float64(total.count[0]), firstMeans[j], 1e-12)
	}
	return result{seconds, h.faults}, nil
}

// pass reads the file once, some thousand points at a time.
func (b bench) pass(l *spatial.Locator, areas int) (tallied, error) {
	const block = 1 << 16
	t := tallied{count: make([]int32, areas), sum: make([][6]float64, areas)}
	at, where := make([]byblik.Point, 0, block), make([]int32, block)
	figures := make([][6]float64, 0, block)
	flush := func() {
		l.FindEach(at, where[:len(at)])
		for k, i := range where[:len(at)] {
			if i < 0 {
				continue
			}
			t.matched++
			t.count[i]++
			for j, v := range figures[k] {
				t.sum[i][j] += v
			}
		}
		at, figures = at[:0], figures[:0]
	}
	err := b.eachPoint(func(v *[8]float64) {
		at, figures = append(at, byblik.Point{v[0], v[1]}), append(figures, [6]float64(v[2:]))
		if len(at) == block {
			flush()
		}
	})
	flush()
	return t, err
}

// eachPoint reads the points: x, y and six figures.
func (b bench) eachPoint(each func(v *[8]float64)) error {
	f, err := os.Open(filepath.Join(b.folder, "n33000", "points_1m.csv.gz"))
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return err
	}
	r := bufio.NewReaderSize(z, 1<<20)
	if _, err := r.ReadSlice('\n'); err != nil {
		return err
	}
	var v [8]float64
	for {
		line, err := r.ReadSlice('\n')
		if len(line) == 0 && err == io.EOF {
			return nil
		}
		if err != nil && err != io.EOF {
			return err
		}
		if !numbers(bytes.TrimRight(line, "\r\n"), &v) {
			return fmt.Errorf("points: %q is no point", line)
		}
		each(&v)
	}
}

var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// numbers reads plain decimals of at most 15 digits. Both the digits and the
// power of ten are exact, so one division gives the nearest number.
func numbers(line []byte, v *[8]float64) bool {
	k, at := 0, 0
	for k < len(v) {
		var digits uint64
		n, point, negative := 0, -1, false
		for ; at < len(line) && line[at] != ','; at++ {
			switch c := line[at]; {
			case c >= '0' && c <= '9':
				digits = digits*10 + uint64(c-'0')
				n++
			case c == '.' && point < 0:
				point = n
			case c == '-' && n == 0:
				negative = true
			default:
				return false
			}
		}
		if n == 0 || n > 15 {
			return false
		}
		x := float64(digits)
		if point >= 0 {
			x /= powers[n-point]
		}
		if negative {
			x = -x
		}
		v[k] = x
		k++
		at++
	}
	return at == len(line)+1
}
