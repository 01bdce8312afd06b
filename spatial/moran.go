package spatial

import "math"

// Moran is the global Moran's I of a figure: near 1 where neighbours are
// alike, near Expected where they are as alike as any two areas, below where
// they differ.
type Moran struct {
	N        int // areas with a figure
	I        float64
	Expected float64 // −1/(N−1)
	SD       float64 // standard deviation of I under normality
	Z        float64 // (I − Expected)/SD
}

// GlobalMoran measures how alike neighbours are, with row-standardised
// weights w_ij = 1/(number of neighbours of i):
//
//	I = (n/S0) · Σ_i z_i Σ_j w_ij z_j / Σ z²,   z = x − mean
//	Var = (n²S1 − nS2 + 3S0²)/((n² − 1)S0²) − E²,   E = −1/(n − 1)
//	S0 = Σ w_ij, S1 = ½ Σ (w_ij + w_ji)², S2 = Σ_i (Σ_j w_ij + Σ_j w_ji)²
//
// Areas whose figure is NaN do not exist here. An area without neighbours
// counts in n and in the mean, as in esda and GeoDa.
//
// Source: Cliff and Ord, Spatial Processes (1981), formulas 2.31 and 2.37.
func GlobalMoran(x []float64, g Graph) Moran {
	f := fieldOf(x, g)
	s0, s1, s2 := f.weightSums()
	n := float64(len(f.z))
	cross, square := 0.0, 0.0
	for a, z := range f.z {
		cross += float64(z * f.lag(a))
		square += float64(z * z)
	}
	m := Moran{N: len(f.z), I: n / s0 * cross / square, Expected: -1 / (n - 1)}
	variance := (n*n*s1-n*s2+3*s0*s0)/((n*n-1)*s0*s0) - m.Expected*m.Expected
	m.SD = math.Sqrt(variance)
	m.Z = (m.I - m.Expected) / m.SD
	return m
}

// field is a figure on the areas that have one, numbered anew from 0.
type field struct {
	area  []int     // the number of each in the graph
	z     []float64 // deviation from the mean
	start []int32   // neighbours of a: near[start[a]:start[a+1]]
	near  []int32
}

func fieldOf(x []float64, g Graph) field {
	var f field
	number := make([]int32, len(x))
	sum := 0.0
	for i, v := range x {
		number[i] = -1
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			number[i] = int32(len(f.area))
			f.area = append(f.area, i)
			sum += v
		}
	}
	mean := sum / float64(len(f.area))
	f.start = make([]int32, 1, len(f.area)+1)
	for _, i := range f.area {
		f.z = append(f.z, x[i]-mean)
		for _, j := range g[i] {
			if number[j] >= 0 {
				f.near = append(f.near, number[j])
			}
		}
		f.start = append(f.start, int32(len(f.near)))
	}
	return f
}

// neighbours of an area of the field.
func (f *field) neighbours(a int) []int32 { return f.near[f.start[a]:f.start[a+1]] }

// lag is the mean deviation of the neighbours, 0 without neighbours.
func (f *field) lag(a int) float64 {
	near := f.neighbours(a)
	if len(near) == 0 {
		return 0
	}
	sum := 0.0
	for _, b := range near {
		sum += f.z[b]
	}
	return sum / float64(len(near))
}

// weightSums are S0, S1 and S2 of the row-standardised weights of a symmetric graph.
func (f *field) weightSums() (s0, s1, s2 float64) {
	column := make([]float64, len(f.z))
	degree := func(a int32) float64 { return float64(f.start[a+1] - f.start[a]) }
	for a := range f.z {
		near := f.neighbours(a)
		if len(near) == 0 {
			continue
		}
		s0++
		w := 1 / float64(len(near))
		for _, b := range near {
			both := w + 1/degree(b)
			s1 += both * both / 2
			column[b] += w
		}
	}
	for a, c := range column {
		if len(f.neighbours(a)) > 0 {
			c++ // the row sums to 1
		}
		s2 += c * c
	}
	return s0, s1, s2
}
