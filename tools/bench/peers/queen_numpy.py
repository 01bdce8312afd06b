# Queen contiguity from exactly shared vertices: numpy's sort of vertex keys, and shapely's tree with its touching test.
# usage: queen_numpy.py DIR; parsing is not counted.
import gzip, json, sys, time
import numpy as np

folder = sys.argv[1]
with gzip.open(f"{folder}/areas_detail.wkt.csv.gz", "rt") as f:
    wkt = [line.split("|", 1)[1].strip() for line in f][1:]
xy, owner = [], []
for i, w in enumerate(wkt):
    for ring in w[w.index("(") :].strip("()").split("), ("):
        a = np.array(ring.replace(",", " ").split(), dtype=float).reshape(-1, 2)[:-1]
        xy.append(a)
        owner.append(np.full(len(a), i))
xy, owner = np.concatenate(xy), np.concatenate(owner)
steps = {}

t = time.perf_counter()
key = np.empty(len(xy), dtype=np.complex128)
key.real, key.imag = xy[:, 0], xy[:, 1]
order = np.lexsort((key.imag, key.real))
k, o = key[order], owner[order]
start = np.flatnonzero(np.r_[True, k[1:] != k[:-1]])
size = np.diff(np.r_[start, len(k)])
pairs = []
for d in range(1, size.max()):
    at = np.flatnonzero(np.repeat(size, size) > d)
    at = at[at + d < len(k)]
    at = at[k[at] == k[at + d]]
    pairs.append(np.c_[o[at], o[at + d]])
pairs = np.sort(np.concatenate(pairs), axis=1)
pairs = pairs[pairs[:, 0] != pairs[:, 1]]
links = 2 * len(np.unique(pairs[:, 0].astype(np.int64) * len(wkt) + pairs[:, 1]))
steps["numpy_vertex_sort"] = time.perf_counter() - t
assert links == 197462, links

try:
    import shapely
    if shapely.__version__ >= "2":
        shapes = shapely.from_wkt(wkt)
        t = time.perf_counter()
        a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        steps["shapely_tree"] = time.perf_counter() - t
        assert (a != b).sum() == 197462
except ImportError:
    pass
print(json.dumps(dict(T=steps)))
