package web

import "byblik/release"

// finder looks up places, estates and addresses by what somebody typed.
type finder struct{}

func newFinder(*release.Release) *finder { return &finder{} }
