package screen

import "math"

// firstEigenvector gives the unit eigenvector of the largest eigenvalue of a
// symmetric matrix, turned so that its entries add up to 0 or more.
//
// Source: Jacobi's rotations; W. H. Press et al., Numerical Recipes, 3rd ed.
// (2007), 11.1.
func firstEigenvector(symmetric [][]float64) []float64 {
	a, v := make([][]float64, len(symmetric)), make([][]float64, len(symmetric))
	for i := range a {
		a[i] = append([]float64(nil), symmetric[i]...)
		v[i] = make([]float64, len(a))
		v[i][i] = 1
	}
	for range 100 {
		off := 0.0
		for p := range a {
			for q := p + 1; q < len(a); q++ {
				off += math.Abs(a[p][q])
				rotate(a, v, p, q)
			}
		}
		if off == 0 {
			break
		}
	}
	first := 0
	for i := range a {
		if a[i][i] > a[first][first] {
			first = i
		}
	}
	x, sum := make([]float64, len(a)), 0.0
	for i := range x {
		x[i] = v[i][first]
		sum += x[i]
	}
	if sum < 0 {
		for i := range x {
			x[i] = -x[i]
		}
	}
	return x
}

// rotate makes a[p][q] zero and keeps the rotation in v.
func rotate(a, v [][]float64, p, q int) {
	if math.Abs(a[p][q]) < 1e-300 {
		a[p][q], a[q][p] = 0, 0
		return
	}
	theta := (a[q][q] - a[p][p]) / (2 * a[p][q])
	t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(t*t+1)
	s := t * c
	for k := range a {
		a[k][p], a[k][q] = c*a[k][p]-s*a[k][q], s*a[k][p]+c*a[k][q]
	}
	for k := range a {
		a[p][k], a[q][k] = c*a[p][k]-s*a[q][k], s*a[p][k]+c*a[q][k]
		v[k][p], v[k][q] = c*v[k][p]-s*v[k][q], s*v[k][p]+c*v[k][q]
	}
	a[p][q], a[q][p] = 0, 0
}

// solve gives x of a·x = b by elimination with pivots; not ok where a is
// singular.
func solve(matrix [][]float64, b []float64) (x []float64, ok bool) {
	n := len(b)
	a := make([][]float64, n)
	for i := range a {
		a[i] = append(append([]float64(nil), matrix[i]...), b[i])
	}
	for k := range a {
		best := k
		for i := k + 1; i < n; i++ {
			if math.Abs(a[i][k]) > math.Abs(a[best][k]) {
				best = i
			}
		}
		if a[k], a[best] = a[best], a[k]; math.Abs(a[k][k]) < 1e-10 {
			return nil, false
		}
		for i := k + 1; i < n; i++ {
			f := a[i][k] / a[k][k]
			for j := k; j <= n; j++ {
				a[i][j] -= float64(f * a[k][j])
			}
		}
	}
	x = make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		sum := a[i][n]
		for j := i + 1; j < n; j++ {
			sum -= float64(a[i][j] * x[j])
		}
		x[i] = sum / a[i][i]
	}
	return x, true
}
