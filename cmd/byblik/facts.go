package main

import (
	"byblik"
	"byblik/catalog"
	"byblik/compile"
)

// facts reads what the plan wants to show beside figures; a source that was not
// delivered is not shown.
func facts(plan catalog.Shown, read func(id string) (*byblik.Delivery, error)) (s compile.Shown, err error) {
	for _, x := range []struct {
		id string
		to **byblik.Delivery
	}{{plan.Context, &s.Context}, {plan.Addresses, &s.Addresses}, {plan.Playgrounds, &s.Playgrounds}, {plan.Interventions, &s.Interventions}} {
		if *x.to, err = read(x.id); err != nil {
			return s, err
		}
	}
	return s, nil
}
