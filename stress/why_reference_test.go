package stress

import (
	"fmt"
	"testing"
	"time"
)

func TestEveryAreaIsExplained(t *testing.T) {
	for _, c := range []struct {
		name  string
		city  func(testing.TB) *City
		areas int
	}{{"Birmingham", birmingham, 639}, {"Copenhagen 2013", copenhagen, 396}} {
		t.Run(c.name, func(t *testing.T) {
			city := c.city(t)
			start := time.Now()
			list, err := city.Explain(0)
			if err != nil {
				t.Fatal(err)
			}
			took := time.Since(start)
			if len(list) != c.areas {
				t.Fatalf("%d areas", len(list))
			}
			figures(t, list)
			start = time.Now()
			runs, err := city.Prove(list, 0)
			if err != nil {
				t.Error(err)
			}
			t.Logf("explained in %v; proven by %d screenings in %v", took, runs, time.Since(start))
			if one, err := city.Explain(1); err != nil || fmt.Sprintf("%+v", one) != fmt.Sprintf("%+v", list) {
				t.Errorf("another number of workers gives another explanation: %v", err)
			}
		})
	}
}

func figures(t *testing.T, list []Explanation) {
	for _, flip := range []string{"flag", "zone"} {
		kinds, reasons := map[string]int{}, map[Cause]int{}
		for i := range list {
			e := &list[i]
			c := &e.Flag
			if flip == "zone" {
				c = &e.Zone
			}
			kind := ""
			if c.One != nil {
				kind += " one"
			}
			if c.InPoints != nil {
				kind += " points"
			}
			if c.Several != nil {
				kind += " several"
				if !inPersons(c.Several) {
					kind += "-mixed"
				}
			}
			kinds[kind]++
			if !c.Found() {
				reasons[c.Reason]++
				if c.Reason == TooMany {
					t.Logf("%v %s %+v", e.Code, flip, e)
				}
				if c.Reason == "" {
					t.Errorf("%v: no change and no reason", e.Code)
				}
			}
		}
		t.Logf("%s: %v; none because %v", flip, kinds, reasons)
	}
}
