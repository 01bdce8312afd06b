# Ten million points to 33,000 areas with group means in geopandas: the
# million points are read ten times. usage: points_geopandas.py DIR
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import geopandas, pandas
from shapely import wkt
d = sys.argv[1]
areas = pandas.read_csv(d + "/areas_simple.wkt.csv.gz", sep="|")
areas = geopandas.GeoDataFrame(areas[["area"]], geometry=[wkt.loads(w) for w in areas.wkt])
t0 = time.time()
p = pandas.concat([pandas.read_csv(d + "/points_1m.csv.gz") for _ in range(10)], ignore_index=True)
t1 = time.time()
p = geopandas.GeoDataFrame(p, geometry=geopandas.points_from_xy(p.x, p.y))
j = geopandas.sjoin(p, areas, predicate="within")
m = j.groupby("area")[["income", "age", "emp", "ill", "qual", "crowd"]].mean()
t2 = time.time()
assert len(m) == 33000 and len(j) >= 9990000
print(json.dumps({"T": {"read": t1 - t0, "join": t2 - t1}}))
