package web

import (
	"time"

	"byblik/catalog"
)

// Contact is who answers for the site, as the newest release says; nil where
// nobody does. An earlier release is answered for by who does so today.
func (r *request) Contact() *catalog.Contact {
	if len(r.shelf) == 0 {
		return nil
	}
	return r.shelf[len(r.shelf)-1].Manifest.Contact
}

// Stated is the day on which the accessibility statement was last looked over.
func (r *request) Stated() string {
	c := r.Contact()
	if c == nil {
		return ""
	}
	day, err := time.Parse(time.DateOnly, c.Stated)
	if err != nil {
		return c.Stated
	}
	return r.day(day)
}

// contactPage tells who answers for the site, and how to say that a figure is
// wrong or a page cannot be used.
func contactPage(r *request) (*answer, error) {
	about := r.say("contact.nobody", "city", r.City())
	if c := r.Contact(); c != nil {
		about = r.say("contact.lead", "name", r.in(c.Name))
	}
	return &answer{title: r.say("contact.title"), about: about}, nil
}
