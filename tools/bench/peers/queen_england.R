# Queen contiguity of the real English polygons (2011), shared vertices exactly, as published. usage: Rscript queen_england.R
suppressMessages({library(sf);library(spdep)})
invisible(suppressMessages(sf_use_s2(FALSE)))
g<-st_read(paste0("/vsigzip/",Sys.getenv("BYBLIK_REFERENCE"),"/england-imd/lsoa11_england.geojson.gz"),quiet=TRUE)
g<-st_set_crs(st_geometry(g),NA)
t<-system.time(nb<-poly2nb(g,queen=TRUE,snap=0))[["elapsed"]]
stopifnot(sum(card(nb))==192648)
cat(sprintf('{"step":"spdep_poly2nb","s":%.3f}\n',t))
