# Queen contiguity from exactly shared vertices: numpy's sort of vertex keys, and shapely's tree with its touching test.
# usage: queen_numpy.py DIR detail|simple|england; parsing is not counted. england reads the file that BYBLIK_REFERENCE leads to.
import gzip, json, os, sys, time
import numpy as np

folder, which = sys.argv[1], sys.argv[2]
xy, owner, wkt = [], [], []
if which == "england":
    with gzip.open(os.environ["BYBLIK_REFERENCE"] + "/england-imd/lsoa11_england.geojson.gz", "rt") as f:
        features = json.load(f)["features"]
    for i, feature in enumerate(features):
        g = feature["geometry"]
        for polygon in g["coordinates"] if g["type"] == "MultiPolygon" else [g["coordinates"]]:
            for ring in polygon:
                a = np.array(ring, dtype=float)[:-1]
                xy.append(a)
                owner.append(np.full(len(a), i))
    n = len(features)
else:
    with gzip.open(f"{folder}/areas_{which}.wkt.csv.gz", "rt") as f:
        wkt = [line.split("|", 1)[1].strip() for line in f][1:]
    for i, w in enumerate(wkt):
        for ring in w[w.index("(") :].strip("()").split("), ("):
            a = np.array(ring.replace(",", " ").split(), dtype=float).reshape(-1, 2)[:-1]
            xy.append(a)
            owner.append(np.full(len(a), i))
    n = len(wkt)
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
links = 2 * len(np.unique(pairs[:, 0].astype(np.int64) * n + pairs[:, 1]))
steps["numpy_vertex_sort"] = time.perf_counter() - t
assert links == (192648 if which == "england" else 197462), links

try:
    import shapely
    if shapely.__version__ >= "2" and wkt:
        shapes = shapely.from_wkt(wkt)
        t = time.perf_counter()
        a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        steps["shapely_tree"] = time.perf_counter() - t
        assert (a != b).sum() == 197462
except ImportError:
    pass
print(json.dumps(dict(T=steps)))
